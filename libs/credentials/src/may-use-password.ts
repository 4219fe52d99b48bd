import type { Account } from './account.js';

/** Whether this person may use a password at all. */
export function mayUsePassword({ standing, tenant, managedBy, quarantined }: Account): boolean {
  const open = standing.status === 'active' && tenant.passwordEnabled;
  return open && managedBy === undefined && !quarantined;
}
