import type { TokenSource } from '#libs/client';
import { ApiClient } from '#libs/client';

/** What the platform answers in front of whose services this page stands. */
interface SessionRoutes {
  readonly 'POST /session/token': {
    readonly body: object;
    readonly answer: { readonly access_token: string; readonly expires_in: number };
  };
}

/** Seconds before its end at which a token is renewed, so that none dies on its way. */
const MARGIN = 30;

/**
 * Tokens of a platform that keeps the session in a cookie which no script reads, and hands out short
 * access tokens (a token-mediating backend). They live in this object and nowhere else.
 */
export class PageSession {
  readonly #api: ApiClient<SessionRoutes>;
  #token: { readonly value: string; readonly renewAt: number } | undefined;
  /** Where the platform lets people sign in, once it has said so. */
  signIn: string | undefined;

  constructor(base: string) {
    this.#api = new ApiClient({ base });
  }

  readonly token: TokenSource = async () => {
    if (this.#token && performance.now() < this.#token.renewAt) return this.#token.value;
    const answer = await this.#api.send('POST /session/token', { body: {} });
    this.#token = undefined;
    if (answer.kind === 'refused') this.signIn = addressIn(answer.body) ?? this.signIn;
    if (answer.kind !== 'ok') return undefined;
    const { access_token: value, expires_in: seconds } = answer.body;
    this.#token = { value, renewAt: performance.now() + (seconds - MARGIN) * 1000 };
    return value;
  };

  forget(): void {
    this.#token = undefined;
  }
}

/** Only a place that a browser goes to: never a script. */
function addressIn(body: unknown): string | undefined {
  const { sign_in: address } = (body ?? {}) as { readonly sign_in?: unknown };
  if (typeof address !== 'string' || !URL.canParse(address, document.baseURI)) return undefined;
  const { protocol, href } = new URL(address, document.baseURI);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
