import { resetSender } from '#apps/password-srv';
import type { PasswordHashing } from '#libs/credentials';
import type { KeyRing } from '#libs/hashing';
import { MacResetTokens } from '#libs/hashing';
import type { Mail, TextMessage } from '#libs/notifications';
import { MessageNotSent } from '#libs/notifications';
import type { Database } from '#libs/persistence';
import type { Logger } from '#libs/platform';

import type { Person } from './person.js';

/** Where the messages of a house arrive, and what sends them when a test says so. */
export interface Resets {
  readonly mails: Mail[];
  readonly texts: TextMessage[];
  /** Sends everything that is due, and answers what became of it. */
  send(): Promise<string[]>;
  /** Forgets what ended long ago; answers how much. */
  sweep(): Promise<number>;
  /** While it is true, no server takes a message. */
  down: boolean;
  /** Moves everything about the person's resets, or nobody's, into the past. */
  elapse(whose: Pick<Person, 'tenant'>, seconds: number): Promise<void>;
}

export function openResets(parts: {
  readonly database: Database;
  readonly hashing: PasswordHashing;
  readonly ring: KeyRing;
  readonly logger: Logger;
  readonly rows: (text: string, values: readonly unknown[]) => Promise<unknown>;
}): Resets {
  const { database, hashing, ring, logger, rows } = parts;
  const resets: Resets = {
    mails: [],
    texts: [],
    down: false,
    async send() {
      const outcomes: string[] = [];
      for (;;) {
        const outcome = await sender.sendNext();
        if (outcome === 'idle') return outcomes;
        outcomes.push(outcome);
      }
    },
    sweep: () => sender.sweep(),
    async elapse({ tenant }, seconds) {
      for (const statement of PAST) await rows(statement, [tenant, seconds]);
    },
  };
  const took = <Message>(into: Message[]) => ({
    send(message: Message): Promise<void> {
      if (resets.down) return Promise.reject(new MessageNotSent('the server is down'));
      into.push(message);
      return Promise.resolve();
    },
  });
  const sender = resetSender({
    ...{ database, hashing, logger, publicUrl: 'https://id.example' },
    resetTokens: new MacResetTokens(ring),
    mailer: took(resets.mails),
    texts: took(resets.texts),
  });
  return resets;
}

const earlier = (column: string): string => `${column} = ${column} - make_interval(secs => $2)`;
const times = (column: string): string =>
  `${column} = ARRAY (SELECT t - make_interval(secs => $2) FROM unnest(${column}) t)`;

const PAST = [
  `UPDATE credentials.reset_request SET ${['asked_at', 'due_at', 'code_until', 'link_until', 'proven_until'].map(earlier).join(', ')} WHERE tenant = $1`,
  `UPDATE credentials.reset_allowance SET ${times('initiations')}, ${times('guesses')}, ${earlier('used_at')} WHERE tenant = $1`,
];
