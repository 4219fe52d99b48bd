import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto';

import type { Mailer } from '#libs/notifications';

import { BELONGINGS } from '../belongings.js';
import type { DemoPerson } from '../people.js';

/** By what a code came, which the page says. */
export type CodeMedium = 'EMAIL' | 'SMS' | 'TOTP';

/** A code on its way to its person. */
export class SentCode {
  #tries = 0;

  constructor(
    readonly medium: CodeMedium,
    private readonly code: string,
  ) {}

  /** Five tries: of a million codes that is one chance in 200,000. */
  matches(typed: string): boolean {
    this.#tries += 1;
    if (this.#tries > 5 || typed.length !== this.code.length) return false;
    return timingSafeEqual(Buffer.from(typed), Buffer.from(this.code));
  }
}

const NAMES: Readonly<Record<CodeMedium, string>> = {
  EMAIL: 'Sign-in code by e-mail · Anmeldecode per E-Mail',
  SMS: 'Sign-in code by text message · Anmeldecode per Textnachricht',
  TOTP: 'Sign-in code of the authenticator app · Anmeldecode der Authenticator-App',
};

/** Sends a code into the mailbox, where this demo has everything arrive. */
export async function sendCode(
  mailer: Mailer,
  person: DemoPerson,
  medium: CodeMedium,
): Promise<SentCode> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await mailer.send({
    messageId: randomUUID(),
    to: nameOf(person, medium),
    subject: NAMES[medium],
    text: textOf(code, person.name),
  });
  return new SentCode(medium, code);
}

/** In both languages: nobody knows in which one the mailbox is read. */
const textOf = (code: string, name: string): string =>
  `${code} is the code for ${name} to sign in to the demo. It works once, for ten minutes.

${code} ist der Code, mit dem ${name} sich bei der Demo anmeldet. Er gilt einmal, zehn Minuten lang.`;

/** What somebody has besides a password: a telephone, otherwise the app. */
export const secondMediumOf = (person: DemoPerson): CodeMedium | undefined => {
  const types = mediumsOf(person).map(({ type }) => type);
  return (['SMS', 'TOTP'] as const).find((type) => types.includes(type));
};

const mediumsOf = (person: DemoPerson) =>
  BELONGINGS.find((one) => one.person === person)?.mediums ?? [];

const nameOf = (person: DemoPerson, medium: CodeMedium): string =>
  mediumsOf(person).find(({ type }) => type === medium)?.name ?? person.name;
