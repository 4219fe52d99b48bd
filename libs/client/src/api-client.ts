import type { Answer, Refused } from './answer.js';
import { challengeOf, codeOf, retryAfterOf } from './answer.js';

/** Method and path of each route, with what it takes and what it answers. */
export interface RouteTable {
  readonly [route: string]: { readonly body?: unknown; readonly answer: unknown };
}

/** Asked with every request; undefined: nobody is signed in. */
export type TokenSource = () => string | undefined | Promise<string | undefined>;

export interface ApiOptions {
  /** What paths are appended to: an absolute URL, with or without a path of its own. */
  readonly base: string;
  readonly token?: TokenSource;
  /** The language of texts in answers. */
  readonly language?: () => string;
  readonly fetch?: typeof fetch;
}

export interface Given<Body> {
  readonly body?: Body;
  readonly query?: Readonly<Record<string, string>>;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** Longer than any answer of ours takes: the hashing queue gives up after 5 s, a request after 10. */
const PATIENCE_MS = 20_000;

/** Asks our interfaces. An expected "no" and a lost connection are answers, not errors. */
export class ApiClient<Table extends { [Route in keyof Table]: RouteTable[string] }> {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  async send<Route extends keyof Table & string>(
    route: Route,
    given: Given<Table[Route]['body']> = {},
  ): Promise<Answer<Table[Route]['answer']>> {
    const [method = 'GET', path = '/'] = route.split(' ');
    const ask = this.#options.fetch ?? fetch;
    try {
      const response = await ask(this.#url(path, given.query), {
        method,
        headers: await this.#headers(given),
        credentials: 'same-origin',
        referrerPolicy: 'no-referrer',
        signal: given.signal ?? AbortSignal.timeout(PATIENCE_MS),
        ...(given.body !== undefined && { body: JSON.stringify(given.body) }),
      });
      return await answerOf<Table[Route]['answer']>(response);
    } catch {
      return { kind: 'unreachable' };
    }
  }

  #url(path: string, query: Readonly<Record<string, string>> = {}): string {
    const url = new URL(this.#options.base.replace(/\/*$/, path));
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.href;
  }

  async #headers(given: Given<unknown>): Promise<Record<string, string>> {
    const token = await this.#options.token?.();
    const language = this.#options.language?.();
    return {
      ...(given.body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(language !== undefined && { 'accept-language': language }),
      ...(given.ifMatch !== undefined && { 'if-match': given.ifMatch }),
      ...(given.idempotencyKey !== undefined && { 'idempotency-key': given.idempotencyKey }),
    };
  }
}

async function answerOf<Body>(response: Response): Promise<Answer<Body>> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const body: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
  if (!response.ok) return refusedBy(response, body);
  const etag = response.headers.get('etag');
  const { status } = response;
  return { kind: 'ok', status, body: body as Body, ...(etag !== null && { etag }) };
}

function refusedBy({ status, headers }: Response, body: unknown): Refused {
  const retryAfterSeconds = retryAfterOf(headers.get('retry-after'));
  const challenge = challengeOf(headers.get('www-authenticate'));
  return {
    kind: 'refused',
    status,
    code: codeOf(body),
    body,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(challenge && { challenge }),
  };
}
