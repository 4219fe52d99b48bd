import type { AccessRefusal, Caller, Outcome } from '#libs/identity';
import { done } from '#libs/identity';

import type { AgeExemption } from '#libs/password-policy';
import { graceVerdict } from '#libs/password-policy';

import type { Account, ChangeReason } from './account.js';
import { admitPasswordWriter, admitSession, proofsDue } from './admit-caller.js';
import { ageOf, changeDue } from './ages.js';
import type { PasswordCredentials } from './ports/password-credentials.js';
import type { ShownPolicy } from './show-policy.js';

export type Proof = 'current_password' | 'recent_login' | 'second_factor';

/** What a person can do about their password now, and what they have to prove for it. */
export interface PasswordRequirements extends ShownPolicy {
  readonly action: 'change' | 'set' | 'none';
  /** What the request and the token do not show yet. */
  readonly proof: readonly Proof[];
  readonly maxAgeSeconds?: number;
  readonly acrValues?: readonly string[];
  readonly due: DueChange;
}

/** What the password in force is due, and when. */
export interface DueChange {
  /** Only the change flow is open. */
  readonly mustChange: boolean;
  readonly reasons: readonly ChangeReason[];
  readonly expiresAt?: Date;
  /** Reminders have begun. */
  readonly expiresSoon: boolean;
  /** The time to choose one that meets a policy that grew stricter. */
  readonly graceEndsAt?: Date;
  /** Too young to be changed before. */
  readonly changeableAt?: Date;
  readonly exemptions: readonly AgeExemption[];
}

/** Tells before the first attempt what would be asked for, so that nobody learns it by refusals. */
export class TellRequirements {
  constructor(private readonly credentials: PasswordCredentials) {}

  async tell(caller: Caller): Promise<Outcome<PasswordRequirements, AccessRefusal>> {
    const arrived = admitSession(caller, await this.credentials.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    return done(requirementsOf(caller, arrived.value));
  }
}

function requirementsOf(caller: Caller, account: Account): PasswordRequirements {
  const { policy, policyVersion: version } = account;
  const action = account.credential ? 'change' : 'set';
  const barred = admitPasswordWriter(caller, account, action, account.asOf);
  const closed =
    (barred !== undefined && barred.code !== 'insufficient_user_authentication') ||
    (action === 'set' && !account.hasVerifiedContact);
  const due = dueChange(account);
  if (closed) return { action: 'none', proof: [], policy, version, due };

  const missing = proofsDue(caller, account, action, account.asOf);
  const ages = missing.flatMap(({ maxAgeSeconds }) => maxAgeSeconds ?? []);
  const acrValues = missing.flatMap((one) => one.acrValues ?? []);
  const proof: readonly Proof[] = [
    ...(action === 'change' ? (['current_password'] as const) : []),
    ...(ages.length > 0 ? (['recent_login'] as const) : []),
    ...(acrValues.length > 0 ? (['second_factor'] as const) : []),
  ];
  return {
    action,
    proof,
    ...(ages.length > 0 && { maxAgeSeconds: Math.min(...ages) }),
    ...(acrValues.length > 0 && { acrValues }),
    policy,
    version,
    due,
  };
}

function dueChange(account: Account): DueChange {
  const { credential, policy, asOf, exemptions } = account;
  if (!credential) return { mustChange: false, reasons: [], expiresSoon: false, exemptions };
  const { expiresAt, warn, expired, changeableAt } = ageOf(account, credential);
  const { tightenedAt } = credential;
  const graceEndsAt = tightenedAt && graceVerdict(policy, tightenedAt, asOf).endsAt;
  const reason = changeDue(account);
  const reasons = new Set<ChangeReason>(reason ? [reason] : []);
  if (expired) reasons.add('expired');
  if (tightenedAt) reasons.add('policy_tightened');
  return {
    mustChange: reason !== undefined,
    reasons: [...reasons],
    ...(expiresAt && { expiresAt }),
    expiresSoon: warn,
    ...(graceEndsAt && { graceEndsAt }),
    ...(changeableAt && reason === undefined && { changeableAt }),
    exemptions,
  };
}
