import type { TokenSource } from '#libs/client';
import { ApiClient } from '#libs/client';

/** What the platform answers in front of whose services this page stands. */
interface SessionRoutes {
  readonly 'POST /session/token': {
    readonly body: { readonly max_age?: number };
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
    const known = this.#token && performance.now() < this.#token.renewAt;
    return known || (await this.renew()) ? this.#token?.value : undefined;
  };

  /**
   * A new token, if need be of a login that is at most `maxAge` seconds old. False: somebody has to
   * sign in first; where, `signIn` says.
   */
  async renew(maxAge?: number): Promise<boolean> {
    const body = maxAge === undefined ? {} : { max_age: maxAge };
    const answer = await this.#api.send('POST /session/token', { body });
    if (answer.kind === 'refused') this.signIn = addressIn(answer.body) ?? this.signIn;
    this.#token = answer.kind === 'ok' ? kept(answer.body) : undefined;
    return answer.kind === 'ok';
  }
}

type Handed = SessionRoutes['POST /session/token']['answer'];

const kept = ({ access_token: value, expires_in: seconds }: Handed) => ({
  value,
  renewAt: performance.now() + (seconds - MARGIN) * 1000,
});

/** Only a place that a browser goes to: never a script. */
function addressIn(body: unknown): string | undefined {
  const { sign_in: address } = (body ?? {}) as { readonly sign_in?: unknown };
  if (typeof address !== 'string' || !URL.canParse(address, document.baseURI)) return undefined;
  const { protocol, href } = new URL(address, document.baseURI);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
