import type { Issuers } from '#libs/auth';
import { RememberedOrigins } from '#libs/auth';
import type { Secret, TenantId } from '#libs/identity';
import type { Kind } from '#libs/persistence';
import { openServiceDatabase, TypeormRegisteredClients, watchDatabase } from '#libs/persistence';
import type { Logger, OpenedService } from '#libs/platform';
import { fetchJson, PinoSecurityLog, steadyClock } from '#libs/platform';
import { openSharedLimits } from '#libs/request-limits';

import { native } from './methods/native.dialect.js';
import { SETTINGS_WORDS } from './settings/settings.errors.js';
import type { VerificationSrvParts } from './verification-srv.module.js';
import { VerificationSrvModule } from './verification-srv.module.js';

export interface VerificationSrvSettings {
  /** Which kind of database this process may touch. */
  readonly kind: Kind;
  readonly databaseUrl: Secret;
  readonly databasePool: number;
  readonly acceptCommitLoss?: boolean;
  readonly issuers: Issuers;
  /** Where replicas share their request limits; without it in the database. */
  readonly redisUrl?: Secret | undefined;
  readonly publicUrl: string;
  readonly defaultTenant?: TenantId | undefined;
}

/** Opens everything the service is made of. @throws with what to do, if it may or can not run. */
export async function openVerificationSrv(
  settings: VerificationSrvSettings,
  logger: Logger,
): Promise<OpenedService> {
  const { kind, issuers, publicUrl, defaultTenant } = settings;
  const { database, sessionKey } = await openServiceDatabase('verification', kind, {
    url: settings.databaseUrl.reveal(),
    applicationName: 'verification-srv',
    poolSize: settings.databasePool,
    onWaiting: (message) => logger.warn(message),
    onPoolError: (error) => logger.warn({ error }, 'a database connection was lost'),
  });
  const clocks = await watchDatabase(database, settings, logger);
  const auth = { issuers, sessionKey, fetchJson, now: steadyClock().now };
  const limits = settings.redisUrl && openSharedLimits(settings.redisUrl, logger);
  const made = { database, logger, publicUrl, defaultTenant, auth };
  return {
    ...openVerificationSrvOver({ ...made, addresses: limits?.addresses }),
    measure(metrics) {
      clocks.measure(metrics);
      limits?.measure(metrics);
    },
    close() {
      clocks.stop();
      limits?.close();
      return database.close();
    },
  };
}

/** The same over parts that somebody else opened, and closes. */
export function openVerificationSrvOver({
  logger,
  ...parts
}: Omit<VerificationSrvParts, 'securityLog'> & { readonly logger: Logger }): OpenedService {
  const { auth, database, publicUrl } = parts;
  const clients = new TypeormRegisteredClients(database);
  const origins = new RememberedOrigins(clients, { publicUrl, now: auth.now });
  const made = { ...parts, auth: { ...auth, origins } };
  return {
    module: VerificationSrvModule.register({ ...made, securityLog: new PinoSecurityLog(logger) }),
    dialects: [native],
    words: SETTINGS_WORDS,
    origins,
    health: { database: () => database.ping() },
    measure: () => undefined,
    close: () => Promise.resolve(),
  };
}
