import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';

import type { AuthSettings } from '#libs/auth';
import { AuthModule, RequestTenants } from '#libs/auth';
import type { AddressLimits } from '#libs/credentials';
import {
  IdentifierSpelling,
  InitiatePasswordSetup,
  PasswordSituations,
  SecurityLog,
} from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import {
  Database,
  TypeormAddressLimits,
  TypeormMediums,
  TypeormPasswordSituations,
  TypeormServiceClients,
  TypeormTenantHosts,
  TypeormTenantSettings,
  TypeormVerificationMethods,
} from '#libs/persistence';
import { RandomLoginRequestIds, wired } from '#libs/platform';
import {
  KeepMediums,
  ListMethods,
  LoginRequestIds,
  LoginRequests,
  Mediums,
  OpenLoginRequest,
  TenantMultifactor,
  TenantSettings,
  VerificationMethods,
} from '#libs/verification';

import { beforeLogin } from './before-login.js';
import { LoginRequestsController } from './internal/login-requests.controller.js';
import { MediumsController } from './internal/mediums.controller.js';
import { BeforeLoginController } from './methods/before-login.controller.js';
import { MethodsController } from './methods/methods.controller.js';
import { PUBLIC_URL } from './surroundings.js';
import { SetupController } from './methods/setup.controller.js';
import { SettingsController } from './settings/settings.controller.js';

/** What the service is made of; whoever opened these parts closes them. */
export interface VerificationSrvParts {
  readonly database: Database;
  readonly securityLog: SecurityLog;
  readonly publicUrl: string;
  /** Of requests without token that name none, on a host that is no tenant's. */
  readonly defaultTenant?: TenantId | undefined;
  /** How often one network may try in a minute; the standard unless told otherwise. */
  readonly triesPerMinute?: number | undefined;
  /** Where networks are counted; without it in the database. */
  readonly addresses?: AddressLimits | undefined;
  readonly auth: Omit<AuthSettings, 'serviceClients'>;
}

/** The service for any host application: which adapter fulfils which port. */
@Module({})
export class VerificationSrvModule {
  static register(parts: VerificationSrvParts): DynamicModule {
    const { database, securityLog, publicUrl, defaultTenant, auth, triesPerMinute, addresses } =
      parts;
    const serviceClients = new TypeormServiceClients(database);
    const surroundings = { defaultTenant, now: auth.now };
    const requestTenants = new RequestTenants(new TypeormTenantHosts(database), surroundings);
    return {
      module: VerificationSrvModule,
      imports: [AuthModule.register({ ...auth, serviceClients })],
      controllers: [
        MethodsController,
        BeforeLoginController,
        SettingsController,
        LoginRequestsController,
        MediumsController,
        SetupController,
      ],
      providers: [
        { provide: Database, useValue: database },
        { provide: SecurityLog, useValue: securityLog },
        { provide: PUBLIC_URL, useValue: publicUrl },
        { provide: RequestTenants, useValue: requestTenants },
        wired(VerificationMethods, TypeormVerificationMethods, [Database]),
        wired(TenantSettings, TypeormTenantSettings, [Database]),
        wired(Mediums, TypeormMediums, [Database]),
        wired(KeepMediums, KeepMediums, [Mediums, IdentifierSpelling]),
        wired(LoginRequestIds, RandomLoginRequestIds, []),
        wired(PasswordSituations, TypeormPasswordSituations, [Database]),
        wired(InitiatePasswordSetup, InitiatePasswordSetup, [PasswordSituations]),
        wired(ListMethods, ListMethods, [VerificationMethods]),
        wired(OpenLoginRequest, OpenLoginRequest, [LoginRequests, LoginRequestIds]),
        ...beforeLogin(addresses ?? new TypeormAddressLimits(database, triesPerMinute)),
        wired(TenantMultifactor, TenantMultifactor, [TenantSettings]),
      ],
      exports: [ListMethods, TenantMultifactor],
    };
  }
}
