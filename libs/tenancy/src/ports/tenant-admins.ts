import type { Cause } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';

export abstract class TenantAdmins {
  abstract ofTenant(tenant: TenantId): Promise<readonly SubjectId[]>;
  /** With its event. `unknown`: there is no such person, or they are disabled. */
  abstract grant(
    tenant: TenantId,
    subject: SubjectId,
    cause: Cause,
  ): Promise<'changed' | 'as_it_was' | 'unknown'>;
  /** With its event. False: they were none. */
  abstract withdraw(tenant: TenantId, subject: SubjectId, cause: Cause): Promise<boolean>;
}
