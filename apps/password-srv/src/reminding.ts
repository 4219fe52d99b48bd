import { RemindOfExpiry } from '#libs/credentials';
import type { Database } from '#libs/persistence';
import { TypeormExpiryReminders } from '#libs/persistence';
import type { Logger } from '#libs/platform';

/** Expiry is told by the day, and what a start misses the next round finds. */
const REMIND_EVERY_MS = 10 * 60_000;

/** Reminds people in the background; any number of processes may, each person hears once. */
export function remindOfExpiry(database: Database, logger: Logger): { stop(): Promise<void> } {
  const remind = new RemindOfExpiry(new TypeormExpiryReminders(database));
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  const round = async (): Promise<void> => {
    try {
      await remind.round(stopping.signal);
    } catch (error) {
      logger.warn({ error }, 'people could not be reminded of passwords that expire');
    }
    running = undefined;
  };
  const timer = setInterval(() => {
    running ??= round();
  }, REMIND_EVERY_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
