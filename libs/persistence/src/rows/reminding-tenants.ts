import type { RemindingTenant } from '#libs/credentials';
import type { TenantId } from '#libs/identity';

import { ALL_POLICIES, savedPolicies } from './policies.js';

export interface TenantRow {
  readonly tenant: TenantId;
  readonly second_factor: 'optional' | 'required';
  readonly policies: string | null;
}

/** A tenant with all its policies, from which follows whether anything of its people ages. */
export const TENANTS_WITH_POLICIES = `SELECT s.tenant, s.second_factor, ${ALL_POLICIES} AS policies
   FROM tenancy.settings s`;

export const remindingTenant = (row: TenantRow): RemindingTenant => ({
  tenant: row.tenant,
  policies: savedPolicies(row.policies),
  secondFactorRequired: row.second_factor === 'required',
});
