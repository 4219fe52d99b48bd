import type { Logger } from 'pino';

interface Stoppable {
  stop(): Promise<void>;
}

/** SIGTERM or SIGINT ends the process in order, with 0; a second one at once, with 1. */
export function stopOnSignals(running: Stoppable, logger: Logger): void {
  let asked = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (asked) process.exit(1);
    asked = true;
    logger.info({ signal }, 'stopping');
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ error }, 'could not stop in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/**
 * A rejection that nobody handled is logged and ends nothing: other requests are in flight
 * (ASVS 5.0 16.5.4). After an exception that nobody caught no state can be relied on any more, so
 * the process ends; its message is scrubbed like every other.
 */
export function logUnhandled(logger: Logger): void {
  process.on('unhandledRejection', (error) => logger.error({ error }, 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    logger.fatal({ error }, 'uncaught exception');
    process.exit(1);
  });
}
