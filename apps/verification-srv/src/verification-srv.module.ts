import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';

import type { AuthSettings } from '#libs/auth';
import { AuthModule } from '#libs/auth';
import {
  Database,
  TypeormServiceClients,
  TypeormTenantSettings,
  TypeormVerificationMethods,
} from '#libs/persistence';
import { wired } from '#libs/platform';
import {
  ListMethods,
  TenantMultifactor,
  TenantSettings,
  VerificationMethods,
} from '#libs/verification';

import { MethodsController } from './methods/methods.controller.js';
import { PUBLIC_URL } from './public-url.js';
import { SettingsController } from './settings/settings.controller.js';

/** What the service is made of; whoever opened these parts closes them. */
export interface VerificationSrvParts {
  readonly database: Database;
  readonly publicUrl: string;
  readonly auth: Omit<AuthSettings, 'serviceClients'>;
}

/** The service for any host application: which adapter fulfils which port. */
@Module({})
export class VerificationSrvModule {
  static register({ database, publicUrl, auth }: VerificationSrvParts): DynamicModule {
    const serviceClients = new TypeormServiceClients(database);
    return {
      module: VerificationSrvModule,
      imports: [AuthModule.register({ ...auth, serviceClients })],
      controllers: [MethodsController, SettingsController],
      providers: [
        { provide: Database, useValue: database },
        { provide: PUBLIC_URL, useValue: publicUrl },
        wired(VerificationMethods, TypeormVerificationMethods, [Database]),
        wired(TenantSettings, TypeormTenantSettings, [Database]),
        wired(ListMethods, ListMethods, [VerificationMethods]),
        wired(TenantMultifactor, TenantMultifactor, [TenantSettings]),
      ],
      exports: [ListMethods, TenantMultifactor],
    };
  }
}
