import type { AccessRefusal, Caller, ChangeReason, Outcome } from '#libs/identity';
import { done, gravestFirst } from '#libs/identity';

import type { AgeExemption } from '#libs/password-policy';
import { graceVerdict } from '#libs/password-policy';

import type { Account } from './account.js';
import { admitSession } from './admit-caller.js';
import { ageOf, changeDue } from './ages.js';
import type { PasswordSteps } from './password-steps.js';
import { passwordSteps } from './password-steps.js';
import type { PasswordCredentials } from './ports/password-credentials.js';
import type { ShownPolicy } from './show-policy.js';

/** What there is to do, by which rules, and what the password in force is due. */
export interface PasswordRequirements extends PasswordSteps, ShownPolicy {
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
  const { policy, policyVersion: version, credential } = account;
  const steps = passwordSteps(caller, { ...account, hasPassword: credential !== undefined });
  return { ...steps, policy, version, due: dueChange(account) };
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
    reasons: gravestFirst(reasons),
    ...(expiresAt && { expiresAt }),
    expiresSoon: warn,
    ...(graceEndsAt && { graceEndsAt }),
    ...(changeableAt && reason === undefined && { changeableAt }),
    exemptions,
  };
}
