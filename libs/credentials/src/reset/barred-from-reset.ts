import type { Account } from '../account.js';
import type { PasswordRefusal } from '../refusal.js';

/** Whose password nobody may reset, whatever they can prove. */
export function barredFromReset(account: Account): PasswordRefusal | undefined {
  if (!account.tenant.passwordEnabled) return { code: 'password_not_enabled' };
  if (account.managedBy !== undefined) {
    return { code: 'managed_identity', managedBy: account.managedBy };
  }
  return account.quarantined ? { code: 'quarantined' } : undefined;
}
