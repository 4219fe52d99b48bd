import type { Cause } from '#libs/credentials';
import type { Outcome, SubjectId, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { TenantAdmins } from './ports/tenant-admins.js';
import type { TenancyRefusal } from './refusal.js';

type Appointed = Promise<Outcome<'changed' | 'as_it_was', TenancyRefusal>>;

/** Who may change a tenant's settings. Their tokens need the scope besides. */
export class AppointAdmins {
  constructor(private readonly admins: TenantAdmins) {}

  async grant(tenant: TenantId, subject: SubjectId, cause: Cause): Appointed {
    const outcome = await this.admins.grant(tenant, subject, cause);
    return outcome === 'unknown' ? refused({ code: 'unknown_subject', subject }) : done(outcome);
  }

  async withdraw(tenant: TenantId, subject: SubjectId, cause: Cause): Appointed {
    const withdrawn = await this.admins.withdraw(tenant, subject, cause);
    return done(withdrawn ? 'changed' : 'as_it_was');
  }
}
