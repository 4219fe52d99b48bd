import { randomUUID } from 'node:crypto';

import type { VerifyPassword } from '#libs/credentials';
import type { Origin } from '#libs/identity';
import { Password } from '#libs/identity';
import type { Mailer } from '#libs/notifications';
import type { Clock } from '#libs/platform';

import type { Epochs } from '../epochs.js';
import type { DemoPerson } from '../people.js';
import type { CodeMedium, SentCode } from './codes.js';
import { secondMediumOf, sendCode } from './codes.js';
import type { DemoSession } from './sessions.js';
import { Remembered } from './sessions.js';

interface Begun {
  readonly session: DemoSession;
  readonly code: SentCode;
}

/** What comes of a step of signing in. Names are for cookies. */
export type SignedIn =
  | { readonly kind: 'signed_in'; readonly session: string; readonly person: DemoPerson }
  | { readonly kind: 'code_sent'; readonly begun: string; readonly medium: CodeMedium }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number };

const TEN_MINUTES_MS = 600_000;

/** The login service of the demo: it asks for what a real one would, and trusts nobody's word. */
export class DemoSignIn {
  readonly #sessions: Remembered<DemoSession>;
  readonly #begun: Remembered<Begun>;

  constructor(
    private readonly verifyPassword: VerifyPassword,
    private readonly epochs: Epochs,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {
    this.#sessions = new Remembered(clock);
    this.#begun = new Remembered(clock, TEN_MINUTES_MS);
  }

  /** By password, and a second factor where the tenant wants one. */
  async withPassword(person: DemoPerson, password: string, origin: Origin): Promise<SignedIn> {
    const outcome = await this.verifyPassword.verify({
      tenant: person.tenant,
      subject: person.sub,
      password: new Password(password),
      evidence: 'stranger',
      origin,
    });
    if (outcome.kind === 'refused') return { kind: 'wait', seconds: 1 };
    const { value } = outcome;
    if (value.result === 'locked') return { kind: 'wait', seconds: value.retryAfterSeconds };
    if (value.result === 'not_verified') return { kind: 'wrong' };

    const second = (await this.epochs.secondFactorRequired(person.tenant))
      ? secondMediumOf(person)
      : undefined;
    if (!second) return this.#signedIn(this.#session(person, value.epoch, ['pwd']));
    return this.#sent(this.#session(person, value.epoch, ['pwd', 'otp', 'mfa']), second);
  }

  /** By a code alone, which stands for whatever a real login service would have asked for. */
  async withCode(person: DemoPerson): Promise<SignedIn> {
    const epoch = await this.epochs.of(person.tenant, person.sub);
    return this.#sent(this.#session(person, epoch, ['otp', 'mfa']), 'EMAIL');
  }

  finish(begun: string | undefined, typed: string): SignedIn {
    const found = this.#begun.of(begun);
    if (!found?.code.matches(typed)) return { kind: 'wrong' };
    this.#begun.forget(begun);
    return this.#signedIn(found.session);
  }

  sessionOf(name: string | undefined): DemoSession | undefined {
    return this.#sessions.of(name);
  }

  signOut(name: string | undefined): void {
    this.#sessions.forget(name);
  }

  #session(person: DemoPerson, epoch: number, amr: readonly string[]): DemoSession {
    const authTime = Math.floor(this.clock.now().getTime() / 1000);
    return { person, sid: randomUUID(), epoch, authTime, amr };
  }

  async #sent(session: DemoSession, medium: CodeMedium): Promise<SignedIn> {
    const code = await sendCode(this.mailer, session.person, medium);
    return { kind: 'code_sent', begun: this.#begun.keep({ session, code }), medium };
  }

  #signedIn(session: DemoSession): SignedIn {
    return { kind: 'signed_in', session: this.#sessions.keep(session), person: session.person };
  }
}
