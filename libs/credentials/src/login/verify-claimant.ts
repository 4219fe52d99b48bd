import type { CapacityRefusal, Origin, Outcome, Password, TenantId } from '#libs/identity';

import type { Claimant } from '../find-claimant.js';
import type { Evidence } from '../ports/attempts.js';
import type { Verification, VerifyPassword } from '../verify-password.js';
import type { VerifyNobody } from './verify-nobody.js';

export interface ClaimedPassword {
  readonly tenant: TenantId;
  readonly claimant: Claimant;
  readonly password: Password;
  readonly evidence: Evidence;
  readonly origin: Origin;
}

/** Tries a password for whom somebody claims to be: the same work whoever that is (R02). */
export class VerifyClaimant {
  constructor(
    private readonly verifyPassword: VerifyPassword,
    private readonly verifyNobody: VerifyNobody,
  ) {}

  verify(claimed: ClaimedPassword): Promise<Outcome<Verification, CapacityRefusal>> {
    const { claimant, ...asked } = claimed;
    const { subject } = claimant;
    return subject
      ? this.verifyPassword.verify({ ...asked, subject })
      : this.verifyNobody.verify(asked.tenant, claimant, asked.password);
  }
}

/** Whether an answer is one that must not tell by its time whom it was about. */
export const isNo = (outcome: Outcome<Verification, unknown>): boolean =>
  outcome.kind === 'done' && outcome.value.result !== 'verified';
