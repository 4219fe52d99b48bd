import type { Logger } from '#libs/platform';
import { systemClock } from '#libs/platform';

import { ClockWatch } from './clock-watch.js';
import type { Database } from './database.js';
import { warnOfLosses } from './durability.js';
import type { Kind } from './migrations/migrate.js';

/** What an operator should hear of the database at the start, and of its clock from then on. */
export async function watchDatabase(
  database: Database,
  { kind, acceptCommitLoss = false }: { readonly kind: Kind; readonly acceptCommitLoss?: boolean },
  logger: Logger,
): Promise<ClockWatch> {
  if (kind === 'production') {
    const warn = (message: string): void => logger.warn(message);
    await warnOfLosses(database, { accepted: acceptCommitLoss }, warn);
  }
  const clocks = new ClockWatch(database, systemClock, logger);
  await clocks.start();
  return clocks;
}
