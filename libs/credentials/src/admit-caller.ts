import type { AccessRefusal, Caller, Outcome } from '#libs/identity';
import {
  done,
  RECENT_LOGIN_SECONDS,
  refused,
  requireRecentLogin,
  requireSecondFactor,
  SECOND_FACTORS,
  sessionProblem,
} from '#libs/identity';

import type { Account } from './account.js';
import type { PasswordRefusal } from './refusal.js';

/** Whether the token still stands for somebody: unknown and disabled people look the same. */
export function admitSession(
  caller: Caller,
  account: Account | undefined,
): Outcome<Account, AccessRefusal> {
  const problem = account ? sessionProblem(caller, account.standing) : 'invalid';
  return account && !problem
    ? done(account)
    : refused({ code: 'invalid_token', problem: problem ?? 'invalid' });
}

/** Whether this person may write a password here at all, and has proven enough to do so. */
export function admitPasswordWriter(
  caller: Caller,
  account: Account,
  purpose: 'change' | 'set',
  now: Date,
): PasswordRefusal | undefined {
  if (!account.tenant.passwordEnabled) return { code: 'password_not_enabled' };
  if (account.managedBy !== undefined) {
    return { code: 'managed_identity', managedBy: account.managedBy };
  }
  if (account.quarantined) return { code: 'quarantined' };
  const stale =
    purpose === 'set' ? requireRecentLogin(caller, RECENT_LOGIN_SECONDS, now) : undefined;
  if (stale) return stale;
  if (!account.tenant.secondFactorRequired) return undefined;
  const enrolled = [...account.enrolled].some((method) => SECOND_FACTORS.has(method));
  return requireSecondFactor(caller, enrolled, now);
}
