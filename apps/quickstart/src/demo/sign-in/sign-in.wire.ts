import { IsIn } from 'class-validator';

import type { Reply } from '#libs/platform';
import { IsText, LONGEST_BODY, MayBeAbsent, strictBody } from '#libs/platform';

import type { DemoPerson } from '../people.js';
import { PEOPLE } from '../people.js';
import type { SignedIn } from './demo-sign-in.js';

class SignInWire {
  @IsIn(PEOPLE.map(({ name }) => name)) user!: string;
  @MayBeAbsent() @IsText(LONGEST_BODY) password?: string;
}

class CodeWire {
  @IsText(32) code!: string;
}

/** Who wants to sign in. @throws RefusalException that names every field which cannot be used. */
export function signInRequest(body: unknown): {
  readonly person: DemoPerson;
  readonly password?: string;
} {
  const { user, password } = strictBody(SignInWire, body);
  const person = PEOPLE.find(({ name }) => name === user);
  if (!person) throw new Error('IsIn lets only these names through');
  return { person, ...(password !== undefined && { password }) };
}

export const typedCode = (body: unknown): string =>
  strictBody(CodeWire, body).code.replace(/\s/g, '');

/** Unreadable for scripts, sent with requests of our own pages alone (RFC 6265bis §5.6.7). */
const cookie = (name: string, value: string, seconds: number): string =>
  `${name}=${value}; Path=/demo; HttpOnly; SameSite=Strict; Max-Age=${String(seconds)}`;

const SESSION = 'latchkey_demo';
const BEGUN = 'latchkey_demo_code';

const cookieOf = (header: string | undefined, name: string): string | undefined =>
  (header ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([key]) => key === name)?.[1];

export const sessionCookie = (header: string | undefined) => cookieOf(header, SESSION);
export const begunCookie = (header: string | undefined) => cookieOf(header, BEGUN);

const NO_STORE = { 'cache-control': 'no-store' };

export function signedInWire(outcome: SignedIn): Reply {
  switch (outcome.kind) {
    case 'signed_in':
      return {
        status: 200,
        headers: { ...NO_STORE, 'set-cookie': cookie(SESSION, outcome.session, 14_400) },
        body: { signed_in: true, user: outcome.person.name },
      };
    case 'code_sent':
      return {
        status: 200,
        headers: { ...NO_STORE, 'set-cookie': cookie(BEGUN, outcome.begun, 600) },
        body: { signed_in: false, medium: outcome.medium },
      };
    case 'wait': {
      const headers = { ...NO_STORE, 'retry-after': String(outcome.seconds) };
      return { status: 429, headers, body: { code: 'too_many_attempts' } };
    }
    case 'wrong':
      return { status: 400, headers: NO_STORE, body: { code: 'wrong' } };
  }
}

export const signedOutWire = (): Reply => ({
  status: 200,
  headers: { ...NO_STORE, 'set-cookie': cookie(SESSION, '', 0) },
  body: { signed_in: false },
});

export const nobodyWire = (): Reply => ({
  status: 200,
  headers: NO_STORE,
  body: { signed_in: false },
});
