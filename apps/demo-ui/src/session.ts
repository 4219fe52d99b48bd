import type { Answer } from '#libs/client';
import { ApiClient } from '#libs/client';

export type CodeMedium = 'EMAIL' | 'SMS' | 'TOTP';

/** Who is signed in, as quickstart tells it together with a fresh token. */
export interface SignedIn {
  readonly signed_in: true;
  readonly user: string;
  readonly tenant: string;
  readonly sub: string;
  readonly email: string;
  readonly access_token: string;
  readonly expires_in: number;
}

type Step = { readonly signed_in: boolean; readonly medium?: CodeMedium };

/** The demo's login service, which only quickstart has. */
interface DemoRoutes {
  readonly 'POST /demo/sign-in': {
    readonly body: { readonly user: string; readonly password?: string };
    readonly answer: Step;
  };
  readonly 'POST /demo/sign-in/code': {
    readonly body: { readonly code: string };
    readonly answer: Step;
  };
  readonly 'POST /demo/session': {
    readonly body: object;
    readonly answer: SignedIn | { readonly signed_in: false };
  };
  readonly 'POST /demo/sign-out': { readonly body: object; readonly answer: Step };
}

/** Seconds before its end at which a token is renewed, so that none dies on its way. */
const MARGIN = 30;

/** A session of a cookie that no script reads; the token is in this object and nowhere else. */
export class Session {
  readonly #api = new ApiClient<DemoRoutes>({ base: new URL('.', document.baseURI).href });
  #known: { readonly who: SignedIn; readonly renewAt: number } | undefined;

  /** Who is signed in now; undefined: nobody. */
  async who(): Promise<SignedIn | undefined> {
    if (this.#known && performance.now() < this.#known.renewAt) return this.#known.who;
    const answer = await this.#api.send('POST /demo/session', { body: {} });
    if (answer.kind !== 'ok' || !answer.body.signed_in) {
      this.#known = undefined;
      return undefined;
    }
    const who = answer.body;
    const renewAt = performance.now() + (who.expires_in - MARGIN) * 1000;
    this.#known = { who, renewAt };
    return who;
  }

  token = async (): Promise<string | undefined> => (await this.who())?.access_token;

  /** The next step, or why there is none. */
  async begin(user: string, password?: string): Promise<Step | Trouble> {
    const body = { user, ...(password !== undefined && { password }) };
    return this.#stepped(await this.#api.send('POST /demo/sign-in', { body }));
  }

  async finish(code: string): Promise<Step | Trouble> {
    return this.#stepped(await this.#api.send('POST /demo/sign-in/code', { body: { code } }));
  }

  async signOut(): Promise<void> {
    this.#known = undefined;
    await this.#api.send('POST /demo/sign-out', { body: {} });
  }

  #stepped(answer: Answer<Step>): Step | Trouble {
    this.#known = undefined;
    if (answer.kind === 'ok') return answer.body;
    if (answer.kind === 'unreachable') return 'unreachable';
    return answer.status === 429 ? 'wait' : 'wrong';
  }
}

export type Trouble = 'wrong' | 'wait' | 'unreachable';
