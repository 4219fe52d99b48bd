import { RemindOfExpiry } from '#libs/credentials';
import type { Database } from '#libs/persistence';
import { TypeormExpiryReminders } from '#libs/persistence';
import type { Logger } from '#libs/platform';

import type { Background } from './background.js';
import { inTheBackground } from './background.js';

/** Expiry is told by the day, and what a start misses the next round finds. */
const REMIND_EVERY_MS = 10 * 60_000;

/** Reminds people in the background; any number of processes may, each person hears once. */
export function remindOfExpiry(database: Database, logger: Logger): Background {
  const remind = new RemindOfExpiry(new TypeormExpiryReminders(database));
  return inTheBackground({
    everyMs: REMIND_EVERY_MS,
    round: (stopping) => remind.round(stopping),
    complaint: 'people could not be reminded of passwords that expire',
    logger,
  });
}
