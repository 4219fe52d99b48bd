import type { Argon2Cost, Argon2PasswordHashing, KeyRing } from '#libs/hashing';
import { assertKeysHeld, DEFAULT_COST, startHashing } from '#libs/hashing';
import type { Secret } from '#libs/identity';
import type { ClockWatch, Database, Kind } from '#libs/persistence';
import {
  openServiceDatabase,
  TypeormSchemeShares,
  TypeormSealedRows,
  watchDatabase,
} from '#libs/persistence';
import type { Logger } from '#libs/platform';

import { decoySharesOf } from './decoy-shares.js';

export interface FoundationSettings {
  /** Which kind of database this process may touch. */
  readonly kind: Kind;
  readonly databaseUrl: Secret;
  readonly databasePool: number;
  readonly acceptCommitLoss?: boolean;
  /** Without it the default. */
  readonly hashCost?: Argon2Cost | undefined;
  readonly hashMemoryMib?: number | undefined;
  readonly hashWorkers?: number | undefined;
  readonly hashDeadlineMs: number;
}

export interface Foundations {
  readonly database: Database;
  readonly sessionKey: Uint8Array;
  readonly clocks: ClockWatch;
  readonly hashing: Argon2PasswordHashing;
}

/** What everything else of the service stands on: its database and its hashing. */
export async function openFoundations(
  settings: FoundationSettings,
  ring: KeyRing,
  logger: Logger,
): Promise<Foundations> {
  const { hashCost, hashMemoryMib, hashWorkers, hashDeadlineMs } = settings;
  const { database, sessionKey } = await openServiceDatabase('password', settings.kind, {
    url: settings.databaseUrl.reveal(),
    applicationName: 'password-srv',
    poolSize: settings.databasePool,
    onWaiting: (message) => logger.warn(message),
    onPoolError: (error) => logger.warn({ error }, 'a database connection was lost'),
  });
  await refusing(database, () => assertKeysHeld(new TypeormSealedRows(database), ring));
  const clocks = await watchDatabase(database, settings, logger);
  const schemes = new TypeormSchemeShares(database, () => performance.now());
  const hashing = await startHashing({
    ring,
    deadlineMs: hashDeadlineMs,
    otherFormats: decoySharesOf(schemes, hashCost ?? DEFAULT_COST),
    ...(hashCost === undefined ? {} : { cost: hashCost }),
    ...(hashMemoryMib === undefined ? {} : { memoryBudgetMiB: hashMemoryMib }),
    ...(hashWorkers === undefined ? {} : { workers: hashWorkers }),
    onWorkerLost: (reason) => logger.error({ error: reason }, 'a hashing thread was lost'),
  });
  return { database, sessionKey, clocks, hashing };
}

/** A start that is refused leaves no connection behind. */
async function refusing(database: Database, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    await database.close();
    throw error;
  }
}
