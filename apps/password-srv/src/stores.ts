import type { Provider } from '@nestjs/common';

import { PackedWordLists } from '#libs/breach-corpus';
import {
  Attempts,
  ChangeIds,
  Exemptions,
  PasswordCredentials,
  RegisteredClients,
  TenantPolicies,
  TenantWords,
  WordLists,
} from '#libs/credentials';
import {
  Database,
  TypeormAttempts,
  TypeormExemptions,
  TypeormPasswordCredentials,
  TypeormRegisteredClients,
  TypeormTenantPolicies,
  TypeormTenantWords,
} from '#libs/persistence';
import { RandomChangeIds, wired } from '#libs/platform';

/** Ports that PostgreSQL fulfils. */
export const STORES: readonly Provider[] = [
  wired(ChangeIds, RandomChangeIds, []),
  wired(WordLists, PackedWordLists, []),
  wired(PasswordCredentials, TypeormPasswordCredentials, [Database, WordLists]),
  wired(Attempts, TypeormAttempts, [Database]),
  wired(TenantPolicies, TypeormTenantPolicies, [Database]),
  wired(TenantWords, TypeormTenantWords, [Database, WordLists]),
  wired(Exemptions, TypeormExemptions, [Database]),
  wired(RegisteredClients, TypeormRegisteredClients, [Database]),
];
