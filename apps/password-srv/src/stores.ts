import type { Provider } from '@nestjs/common';

import {
  Attempts,
  ChangeIds,
  Exemptions,
  PasswordCredentials,
  RegisteredClients,
  RequestLimits,
  TenantPolicies,
  TenantWords,
} from '#libs/credentials';
import {
  Database,
  TypeormAttempts,
  TypeormExemptions,
  TypeormPasswordCredentials,
  TypeormRegisteredClients,
  TypeormRequestLimits,
  TypeormTenantPolicies,
  TypeormTenantWords,
} from '#libs/persistence';
import { RandomChangeIds, wired } from '#libs/platform';

/** Ports that PostgreSQL fulfils. */
export const STORES: readonly Provider[] = [
  wired(ChangeIds, RandomChangeIds, []),
  wired(PasswordCredentials, TypeormPasswordCredentials, [Database]),
  wired(Attempts, TypeormAttempts, [Database]),
  wired(TenantPolicies, TypeormTenantPolicies, [Database]),
  wired(TenantWords, TypeormTenantWords, [Database]),
  wired(Exemptions, TypeormExemptions, [Database]),
  wired(RequestLimits, TypeormRequestLimits, [Database]),
  wired(RegisteredClients, TypeormRegisteredClients, [Database]),
];
