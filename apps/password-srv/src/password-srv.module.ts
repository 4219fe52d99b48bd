import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';

import type { AuthSettings } from '#libs/auth';
import { AuthModule, RequestTenants } from '#libs/auth';
import type { BreachTally } from '#libs/credentials';
import {
  ChangePassword,
  PasswordHashing,
  ResetTokens,
  ScoreInShadow,
  SecurityLog,
  SetPassword,
  ShadowCounts,
  VerifyPassword,
} from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import { Database, TypeormServiceClients, TypeormTenantHosts } from '#libs/persistence';
import { loadEstimator } from '#libs/strength';

import type { IdempotencyParts } from './answering-once.js';
import { answeringOnce } from './answering-once.js';
import { AUDITING } from './auditing.js';
import { breachProviders } from './breach/breach-providers.js';
import type { BreachSources } from './breach/open-breach-sources.js';
import type { ClaimantParts } from './claimants.js';
import { claimants } from './claimants.js';
import { DIRECTING, SUPPORTING } from './directing.js';
import type { Limits } from './limiting.js';
import { limiting } from './limiting.js';
import { OpenRangeController, RangeController } from './internal/range.controller.js';
import { importing } from './importing.js';
import { RESETTING } from './resetting.js';
import { PUBLIC_URL } from './surroundings.js';
import { CONTROLLERS } from './controllers.js';
import { STORES } from './stores.js';
import { TELLING } from './telling.js';
import type { VerifyingParts } from './verifying.js';
import { verifying } from './verifying.js';
import { WRITING } from './writing.js';

/** What the service is made of; whoever opened these parts closes them. */
export interface PasswordSrvParts {
  readonly database: Database;
  readonly hashing: PasswordHashing;
  readonly resetTokens: ResetTokens;
  readonly idempotency: IdempotencyParts;
  readonly limits: Limits;
  readonly claimants: ClaimantParts;
  readonly verifying: VerifyingParts;
  readonly securityLog: SecurityLog;
  readonly shadowCounts: ShadowCounts;
  readonly auth: Omit<AuthSettings, 'serviceClients'>;
  readonly breachSources: BreachSources;
  readonly breachTally: BreachTally;
  /** Whoever reaches the port may ask for ranges; otherwise programs with `breach:read`. */
  readonly openRanges?: boolean;
  /** What imported hashes must fit into; without it the default. */
  readonly hashMemoryMib?: number | undefined;
  readonly publicUrl: string;
  /** Of requests without token that name none, on a host that is no tenant's. */
  readonly defaultTenant?: TenantId | undefined;
}

/** The service for any host application: which adapter fulfils which port. */
@Module({})
export class PasswordSrvModule {
  static register(parts: PasswordSrvParts): DynamicModule {
    const { database, hashing, idempotency, resetTokens, securityLog, auth } = parts;
    const { breachSources, openRanges } = parts;
    const { publicUrl, defaultTenant, breachTally, shadowCounts } = parts;
    const { corpus } = breachSources;
    const serviceClients = new TypeormServiceClients(database);
    const surroundings = { defaultTenant, now: auth.now };
    const requestTenants = new RequestTenants(new TypeormTenantHosts(database), surroundings);
    return {
      module: PasswordSrvModule,
      imports: [AuthModule.register({ ...auth, serviceClients })],
      controllers: [...CONTROLLERS, openRanges ? OpenRangeController : RangeController],
      providers: [
        { provide: Database, useValue: database },
        { provide: PasswordHashing, useValue: hashing },
        { provide: ResetTokens, useValue: resetTokens },
        { provide: SecurityLog, useValue: securityLog },
        { provide: ShadowCounts, useValue: shadowCounts },
        {
          provide: ScoreInShadow,
          useValue: new ScoreInShadow(corpus, loadEstimator, shadowCounts),
        },
        { provide: PUBLIC_URL, useValue: publicUrl },
        { provide: RequestTenants, useValue: requestTenants },
        ...STORES,
        ...breachProviders(breachSources, breachTally),
        ...answeringOnce(idempotency),
        ...WRITING,
        ...RESETTING,
        ...importing(parts.hashMemoryMib),
        ...verifying(parts.verifying, auth.now),
        ...limiting(parts.limits),
        ...claimants(parts.claimants, auth.now),
        ...TELLING,
        ...AUDITING,
        ...DIRECTING,
        ...SUPPORTING,
      ],
      exports: [ChangePassword, SetPassword, VerifyPassword],
    };
  }
}
