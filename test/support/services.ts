import { Writable } from 'node:stream';
import 'reflect-metadata';

import { openPasswordSrvOver } from '#apps/password-srv';
import { openVerificationSrvOver } from '#apps/verification-srv';
import type { Issuers } from '#libs/auth';
import type { KeyRing, QueueLimits } from '#libs/hashing';
import { cheapestCostForTests, hashingOver, queueLimits } from '#libs/hashing';
import type { TenantId } from '#libs/identity';
import type { Database, SchemeShare } from '#libs/persistence';
import { connect, readInstallation, TypeormSchemeShares } from '#libs/persistence';
import type { Logger, OpenedService, RunningService } from '#libs/platform';
import { createLogger, fetchJson, startService, systemClock } from '#libs/platform';

import { openBreachSources } from '../../apps/password-srv/src/breach/open-breach-sources.js';
import { decoySharesOf } from '../../apps/password-srv/src/decoy-shares.js';
import type { HeldRunner } from './held-runner.js';
import type { HouseWish } from './house-wish.js';
import type { TestDatabase } from './postgres.js';

export type CheapHashing = Awaited<ReturnType<typeof hashingOver>>;

/**
 * The limits are those of two workers, so that queues behave as in a service. Decoys follow the tenants
 * whose formats are known: a service learns them in the background, which nobody could count.
 */
export const cheapHashing = (
  runner: HeldRunner,
  {
    ring,
    formats,
    limits,
  }: {
    readonly ring: KeyRing;
    readonly formats?: KnownFormats;
    readonly limits?: QueueLimits | undefined;
  },
): Promise<CheapHashing> => {
  const cost = cheapestCostForTests();
  return hashingOver(runner, {
    ...{ ring, cost, limits: limits ?? queueLimits(2, cost) },
    ...(formats && { otherFormats: decoySharesOf(formats, cost) }),
  });
};

/** Of those tenants whose shares were looked up. */
export class KnownFormats extends TypeormSchemeShares {
  readonly #known = new Set<TenantId>();

  constructor(database: Database) {
    super(database, () => 0);
  }

  override of(tenant: TenantId): readonly SchemeShare[] {
    return this.#known.has(tenant) ? super.of(tenant) : [];
  }

  async learn(tenant: TenantId): Promise<void> {
    await this.refresh(tenant);
    this.#known.add(tenant);
  }
}

export interface BothServices {
  readonly password: RunningService;
  readonly verification: RunningService;
  /** The connection of password-srv. */
  readonly passwords: Database;
  readonly logger: Logger;
  close(): Promise<void>;
}

/** Both services in this process, each on a port of its own. */
export async function startBoth(parts: {
  readonly database: TestDatabase;
  readonly issuers: Issuers;
  readonly hashing: CheapHashing;
  readonly ring: KeyRing;
  readonly ticketKeys: KeyRing;
  readonly triesPerMinute: number;
  readonly lines: string[];
  readonly wish: HouseWish;
  readonly defaultTenant?: TenantId | undefined;
}): Promise<BothServices> {
  const { database, issuers, hashing, ring, ticketKeys, lines, wish } = parts;
  const { triesPerMinute, defaultTenant } = parts;
  const { trustedProxies = 0, legacyVerifiers, timeLimits } = wish;
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const logger = createLogger({ service: 'house', level: 'debug', destination });
  const open = (url: string): Promise<Database> => connect({ url, applicationName: 'house' });
  const [passwords, methods] = await Promise.all([
    open(database.urls.password),
    open(database.urls.verification),
  ]);
  const { sessionKey } = await readInstallation(passwords);
  const auth = { issuers, sessionKey, fetchJson, now: systemClock.now };
  const publicUrl = 'https://id.example';
  const breachSources = openBreachSources(wish, logger);
  const limits = timeLimits && { limits: timeLimits };
  const where = { host: '127.0.0.1', port: 0, trustedProxies, ...limits };
  const start = (name: string, service: OpenedService): Promise<RunningService> =>
    startService({ ...service, ...where, name, logger, publicUrl });
  const place = { auth, logger, publicUrl, defaultTenant };
  const passwordSrv = openPasswordSrvOver({
    ...{ database: passwords, hashing, ring, ticketKeys, triesPerMinute, answersEveryMs: 10 },
    ...{ breachSources, ...(legacyVerifiers && { legacyVerifiers }) },
    idempotency: { ring, hashDeadlineMs: 5_000 },
    ...place,
  });
  return {
    password: await start('password-srv', passwordSrv),
    verification: await start(
      'verification-srv',
      openVerificationSrvOver({ database: methods, ...place, triesPerMinute }),
    ),
    passwords,
    logger,
    close: async () => {
      await passwordSrv.close();
      breachSources.close();
      await Promise.all([passwords.close(), methods.close()]);
    },
  };
}
