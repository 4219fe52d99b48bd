import type { Cause } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';
import { TenantAdmins } from '#libs/tenancy';

import type { Database } from '../database.js';
import { toldOf } from './cause.js';
import { ADMINS, GRANT_ADMIN, WITHDRAW_ADMIN } from './tenancy-statements.js';

/** Runs on the migrations' connection: services only read. */
export class TypeormTenantAdmins extends TenantAdmins {
  constructor(private readonly database: Database) {
    super();
  }

  override async ofTenant(tenant: TenantId): Promise<readonly SubjectId[]> {
    const rows = await this.database.query<{ subject: SubjectId }>(ADMINS, [tenant]);
    return rows.map(({ subject }) => subject);
  }

  override async grant(
    tenant: TenantId,
    subject: SubjectId,
    cause: Cause,
  ): Promise<'changed' | 'as_it_was' | 'unknown'> {
    const event = ['admin_granted', JSON.stringify(toldOf(cause))];
    const [row] = await this.database.write<{ known: boolean; granted: boolean }>(GRANT_ADMIN, [
      ...[tenant, subject, ...event],
    ]);
    if (!row?.known) return 'unknown';
    return row.granted ? 'changed' : 'as_it_was';
  }

  override async withdraw(tenant: TenantId, subject: SubjectId, cause: Cause): Promise<boolean> {
    const event = ['admin_withdrawn', JSON.stringify(toldOf(cause))];
    return (await this.database.write(WITHDRAW_ADMIN, [tenant, subject, ...event])).length > 0;
  }
}
