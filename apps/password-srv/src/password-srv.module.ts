import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { Module } from '@nestjs/common';

import type { AuthSettings } from '#libs/auth';
import { AuthModule } from '#libs/auth';
import type { BreachTally } from '#libs/credentials';
import {
  AdmitNewPassword,
  Attempts,
  BreachCheck,
  ChangeIds,
  ChangePassword,
  ClientSettings,
  DenyList,
  EvaluatePassword,
  Exemptions,
  ExemptPeople,
  Idempotency,
  InstallPassword,
  KnownOrigins,
  PasswordCredentials,
  PasswordHashing,
  PolicyOutlines,
  PolicySettings,
  RegisteredClients,
  RecheckBreach,
  RehashPassword,
  RequestLimits,
  RequireChange,
  ReplacePassword,
  ResetTokens,
  ScoreInShadow,
  SecurityLog,
  SessionIssuers,
  SetPassword,
  ShadowCounts,
  ShadowPolicySettings,
  ShowPolicy,
  TellRequirements,
  TenantPolicies,
  TenantWords,
  VerifyPassword,
} from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import {
  Database,
  TypeormAttempts,
  TypeormExemptions,
  TypeormPasswordCredentials,
  TypeormRequestLimits,
  TypeormRegisteredClients,
  TypeormServiceClients,
  TypeormTenantPolicies,
  TypeormTenantWords,
} from '#libs/persistence';
import { RandomChangeIds, wired } from '#libs/platform';
import { loadEstimator } from '#libs/strength';

import { ClientsController } from './admin/clients.controller.js';
import { breachProviders } from './breach/breach-providers.js';
import type { BreachSources } from './breach/open-breach-sources.js';
import { BreachController } from './admin/breach.controller.js';
import { DenyListController } from './admin/deny-list.controller.js';
import { ExemptionsController } from './admin/exemptions.controller.js';
import { PoliciesController } from './admin/policies.controller.js';
import { PolicySettingsController } from './admin/policy-settings.controller.js';
import { ShadowPolicyController } from './admin/shadow-policy.controller.js';
import { answeringOnce } from './answering-once.js';
import type { IdempotencyParts } from './answering-once.js';
import {
  AccountV3Controller,
  AccountV3ScreenController,
} from './dialects/account-v3/account-v3.controller.js';
import { MfaV1Controller } from './dialects/mfa-v1/mfa-v1.controller.js';
import { MobileV2Controller } from './dialects/mobile-v2/mobile-v2.controller.js';
import { AcceptResetController } from './dialects/native/accept-reset.controller.js';
import { CompanionController } from './dialects/native/companion.controller.js';
import { NativeController } from './dialects/native/native.controller.js';
import { ResetController } from './dialects/native/reset.controller.js';
import { ProfileV1Controller } from './dialects/profile-v1/profile-v1.controller.js';
import { RequireChangeController } from './internal/require-change.controller.js';
import { OpenRangeController, RangeController } from './internal/range.controller.js';

import type { ClaimantParts } from './claimants.js';
import { claimants } from './claimants.js';
import { PolicyController } from './self-service/policy.controller.js';
import { RESETTING } from './resetting.js';
import { RequirementsController } from './self-service/requirements.controller.js';
import { DEFAULT_TENANT, PUBLIC_URL } from './surroundings.js';

/** What the service is made of; whoever opened these parts closes them. */
export interface PasswordSrvParts {
  readonly database: Database;
  readonly hashing: PasswordHashing;
  readonly resetTokens: ResetTokens;
  readonly idempotency: IdempotencyParts;
  readonly claimants: ClaimantParts;
  readonly securityLog: SecurityLog;
  readonly shadowCounts: ShadowCounts;
  readonly auth: Omit<AuthSettings, 'serviceClients'>;
  readonly breachSources: BreachSources;
  readonly breachTally: BreachTally;
  /** Whoever reaches the port may ask for ranges; otherwise programs with `breach:read`. */
  readonly openRanges?: boolean;
  readonly publicUrl: string;
  /** Of requests without token that name none. */
  readonly defaultTenant?: TenantId | undefined;
}

/** Who writes passwords, and what each of them has to ask. */
const WRITERS: readonly Provider[] = [
  {
    provide: AdmitNewPassword,
    useFactory: (breaches: BreachCheck, shadow: ScoreInShadow) =>
      new AdmitNewPassword(breaches, loadEstimator, shadow),
    inject: [BreachCheck, ScoreInShadow],
  },
  wired(InstallPassword, InstallPassword, [
    PasswordCredentials,
    ChangeIds,
    SessionIssuers,
    AdmitNewPassword,
  ]),
  wired(ReplacePassword, ReplacePassword, [
    PasswordCredentials,
    Attempts,
    PasswordHashing,
    AdmitNewPassword,
    InstallPassword,
    RecheckBreach,
  ]),
  wired(ChangePassword, ChangePassword, [
    PasswordCredentials,
    Idempotency,
    ReplacePassword,
    SecurityLog,
  ]),
  wired(SetPassword, SetPassword, [
    PasswordCredentials,
    Idempotency,
    PasswordHashing,
    AdmitNewPassword,
    InstallPassword,
    SecurityLog,
  ]),
];

/** For hosts with a login service of their own. */
const VERIFYING: readonly Provider[] = [
  wired(RehashPassword, RehashPassword, [PasswordCredentials]),
  wired(VerifyPassword, VerifyPassword, [
    PasswordCredentials,
    Attempts,
    PasswordHashing,
    AdmitNewPassword,
    RehashPassword,
    RecheckBreach,
  ]),
];

/** Who tells what is asked of passwords, and lets admins say it. */
const TELLERS: readonly Provider[] = [
  wired(ShowPolicy, ShowPolicy, [TenantPolicies, PasswordCredentials]),
  wired(EvaluatePassword, EvaluatePassword, [PasswordCredentials, AdmitNewPassword, RequestLimits]),
  wired(RequireChange, RequireChange, [PasswordCredentials]),
  wired(TellRequirements, TellRequirements, [PasswordCredentials]),
  wired(PolicySettings, PolicySettings, [TenantPolicies]),
  wired(PolicyOutlines, PolicyOutlines, [TenantPolicies]),
  wired(ShadowPolicySettings, ShadowPolicySettings, [TenantPolicies, ShadowCounts]),
  wired(DenyList, DenyList, [TenantWords]),
  wired(ExemptPeople, ExemptPeople, [Exemptions]),
  wired(ClientSettings, ClientSettings, [RegisteredClients, KnownOrigins]),
];

const CONTROLLERS: readonly Type[] = [
  NativeController,
  MobileV2Controller,
  MfaV1Controller,
  AccountV3Controller,
  AccountV3ScreenController,
  CompanionController,
  ResetController,
  AcceptResetController,
  ProfileV1Controller,
  PolicyController,
  RequirementsController,
  PolicySettingsController,
  PoliciesController,
  ShadowPolicyController,
  DenyListController,
  ExemptionsController,
  BreachController,
  ClientsController,
  RequireChangeController,
];

const STORES: readonly Provider[] = [
  wired(ChangeIds, RandomChangeIds, []),
  wired(PasswordCredentials, TypeormPasswordCredentials, [Database]),
  wired(Attempts, TypeormAttempts, [Database]),
  wired(TenantPolicies, TypeormTenantPolicies, [Database]),
  wired(TenantWords, TypeormTenantWords, [Database]),
  wired(Exemptions, TypeormExemptions, [Database]),
  wired(RequestLimits, TypeormRequestLimits, [Database]),
  wired(RegisteredClients, TypeormRegisteredClients, [Database]),
];

/** The service for any host application: which adapter fulfils which port. */
@Module({})
export class PasswordSrvModule {
  static register(parts: PasswordSrvParts): DynamicModule {
    const { database, hashing, idempotency, resetTokens, securityLog, auth } = parts;
    const { breachSources, openRanges } = parts;
    const { publicUrl, defaultTenant, breachTally, shadowCounts } = parts;
    const { corpus } = breachSources;
    const serviceClients = new TypeormServiceClients(database);
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
        { provide: DEFAULT_TENANT, useValue: defaultTenant },
        ...STORES,
        ...breachProviders(breachSources, breachTally),
        ...answeringOnce(idempotency),
        ...WRITERS,
        ...RESETTING,
        ...VERIFYING,
        ...claimants(parts.claimants, auth.now),
        ...TELLERS,
      ],
      exports: [ChangePassword, SetPassword, VerifyPassword],
    };
  }
}
