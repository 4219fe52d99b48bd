import { startRelay } from '#libs/events';
import type { Relay } from '#libs/events';
import type { Secret } from '#libs/identity';
import type { DeliveryHooks, Mailer, TextMessenger } from '#libs/notifications';
import { DeliverNotices } from '#libs/notifications';
import { assertRestricted, connect, TypeormDeliveries } from '#libs/persistence';
import type { Logger } from '#libs/platform';

export interface RelaySettings {
  readonly databaseUrl: Secret;
  readonly mailer: Mailer;
  /** For what goes by telephone; without it nothing does. */
  readonly texts?: TextMessenger | undefined;
}

/** Few: one looks for events, the others send (see libs/events). */
const CONNECTIONS = 5;

/** The journal's relay in this process. @throws if its role may do more or less than it needs. */
export async function openRelay(
  { databaseUrl, mailer, texts }: RelaySettings,
  logger: Logger,
): Promise<Relay> {
  const url = databaseUrl.reveal();
  const database = await connect({ url, applicationName: 'journal-relay', poolSize: CONNECTIONS });
  await assertRestricted(database, 'relay');
  const hooks: DeliveryHooks = {
    onRetry: ({ id }, reason) => logger.warn({ delivery: id, reason }, 'a notice waits'),
    onDead: ({ id }, reason) => logger.error({ delivery: id, reason }, 'a notice was given up'),
  };
  const deliveries = new TypeormDeliveries(database);
  const deliverNotices = new DeliverNotices(deliveries, mailer, hooks, texts);
  const log = {
    info: (message: string) => logger.info(message),
    warn: (message: string) => logger.warn(message),
  };
  const running = startRelay({ deliverNotices, bossUrl: url, log });
  return {
    async stop() {
      await running.stop();
      await database.close();
    },
  };
}
