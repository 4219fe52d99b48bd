import { Tenancy } from './001-tenancy.js';
import { Directory } from './002-directory.js';
import { Credentials } from './003-credentials.js';
import { Verification } from './004-verification.js';
import { Journal } from './005-journal.js';
import { Policies } from './006-policies.js';
import { History } from './007-history.js';
import { ShadowPolicies } from './008-shadow-policies.js';
import { Ages } from './009-ages.js';
import { BreachRecords } from './010-breach-records.js';
import { Idempotency } from './011-idempotency.js';
import { Resets } from './012-resets.js';
import { RegisteredClients } from './013-registered-clients.js';
import { Claimants } from './014-claimants.js';
import { LoginRequests } from './015-login-requests.js';
import { BreachSettings } from './017-breach-settings.js';
import { PackedWordLists } from './018-packed-word-lists.js';
import { UnprovenRequests } from './019-unproven-requests.js';
import { LanguagesAndTexts } from './020-languages-and-texts.js';
import { CountedAddresses } from './021-counted-addresses.js';
import { Audit } from './023-audit.js';
import { Subjects } from './024-subjects.js';
import { Schemes } from './025-schemes.js';
import { KeyIds } from './027-key-ids.js';
import { ProbedPeople } from './028-probed-people.js';
import { EveryRequirement } from './029-every-requirement.js';
import { CountedChanges } from './030-counted-changes.js';

/** Every step that ever was, oldest first. A step that has been released is never edited again. */
export const MIGRATIONS = [
  Tenancy,
  Directory,
  Credentials,
  Verification,
  Journal,
  Policies,
  History,
  ShadowPolicies,
  Ages,
  BreachRecords,
  Idempotency,
  Resets,
  RegisteredClients,
  Claimants,
  LoginRequests,
  BreachSettings,
  PackedWordLists,
  UnprovenRequests,
  LanguagesAndTexts,
  CountedAddresses,
  Audit,
  Subjects,
  Schemes,
  KeyIds,
  ProbedPeople,
  EveryRequirement,
  CountedChanges,
] as const;

export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map((Step) => new Step().name ?? '');

/** Where TypeORM keeps what has been applied. */
export const MIGRATION_TABLE = { schema: 'tenancy', name: 'migration' } as const;

/** The schemas that the owner owns; `jobs` belongs to the relay's role. */
export const SCHEMAS = ['tenancy', 'directory', 'credentials', 'verification', 'journal'] as const;
