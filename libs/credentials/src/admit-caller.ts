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
export function admitSession<Arrival extends Pick<Account, 'standing'>>(
  caller: Caller,
  account: Arrival | undefined,
): Outcome<Arrival, AccessRefusal> {
  const problem = account ? sessionProblem(caller, account.standing) : 'invalid';
  return account && !problem
    ? done(account)
    : refused({ code: 'invalid_token', problem: problem ?? 'invalid' });
}

/** Whether this person may write a password here at all, and has proven enough to do so. */
export function admitPasswordWriter(
  caller: Caller,
  account: Pick<Account, 'tenant' | 'managedBy' | 'quarantined' | 'enrolled'>,
  purpose: 'change' | 'set',
  now: Date,
): PasswordRefusal | undefined {
  return barredAccount(account) ?? proofsDue(caller, account, purpose, now)[0];
}

/** Why nobody writes this password here, whatever they prove. */
export function barredAccount(
  account: Pick<Account, 'tenant' | 'managedBy' | 'quarantined'>,
): PasswordRefusal | undefined {
  if (!account.tenant.passwordEnabled) return { code: 'password_not_enabled' };
  if (account.managedBy !== undefined) {
    return { code: 'managed_identity', managedBy: account.managedBy };
  }
  return account.quarantined ? { code: 'quarantined' } : undefined;
}

type Insufficient = Extract<AccessRefusal, { code: 'insufficient_user_authentication' }>;

/** What the token has yet to show, in the order in which it is asked for. */
export function proofsDue(
  caller: Caller,
  account: Pick<Account, 'tenant' | 'enrolled'>,
  purpose: 'change' | 'set',
  now: Date,
): readonly Insufficient[] {
  const enrolled = [...account.enrolled].some((method) => SECOND_FACTORS.has(method));
  const due = [
    purpose === 'set' ? requireRecentLogin(caller, RECENT_LOGIN_SECONDS, now) : undefined,
    account.tenant.secondFactorRequired ? requireSecondFactor(caller, enrolled, now) : undefined,
  ];
  return due.filter((one) => one !== undefined);
}
