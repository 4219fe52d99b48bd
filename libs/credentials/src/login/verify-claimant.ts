import type { CapacityRefusal, Origin, Outcome, Password, TenantId } from '#libs/identity';
import { refused } from '#libs/identity';

import type { Claimant } from '../find-claimant.js';
import type { AnswerTimes } from '../ports/answer-times.js';
import type { Evidence } from '../ports/attempts.js';
import type {
  LegacyUnavailable,
  LegacyVerifier,
  LegacyVerifiers,
} from '../ports/legacy-verifiers.js';
import type { Verification, VerifyPassword } from '../verify-password.js';
import type { AdoptPassword } from './adopt-password.js';
import { LEGACY_UNAVAILABLE } from './adopt-password.js';
import type { VerifyNobody } from './verify-nobody.js';

export interface ClaimedPassword {
  readonly tenant: TenantId;
  readonly claimant: Claimant;
  readonly password: Password;
  readonly evidence: Evidence;
  readonly origin: Origin;
}

export type ClaimRefusal = CapacityRefusal | LegacyUnavailable;

type Tried = Outcome<Verification, ClaimRefusal>;

/** Tries a password for whom somebody claims to be: the same work whoever that is (R02). */
export class VerifyClaimant {
  constructor(
    private readonly verifyPassword: VerifyPassword,
    private readonly verifyNobody: VerifyNobody,
    private readonly adoptPassword: AdoptPassword,
    private readonly legacyVerifiers: LegacyVerifiers,
    private readonly times: AnswerTimes,
  ) {}

  verify(claimed: ClaimedPassword): Promise<Tried> {
    const verifier = this.legacyVerifiers.of(claimed.tenant);
    if (!verifier) return this.here(claimed);
    // Only some people are asked about elsewhere: every "no" of their tenant takes as long.
    return this.times.evenly(
      () => this.hereOrElsewhere(verifier, claimed),
      (tried) => isNo(tried) || isUnavailable(tried),
      verifier.timeoutMs,
    );
  }

  private here({ claimant, ...asked }: ClaimedPassword): Promise<Tried> {
    const { subject } = claimant;
    return subject
      ? this.verifyPassword.verify({ ...asked, subject })
      : this.verifyNobody.verify(claimant, asked);
  }

  private async hereOrElsewhere(
    verifier: LegacyVerifier,
    claimed: ClaimedPassword,
  ): Promise<Tried> {
    const { claimant, ...asked } = claimed;
    const { subject } = claimant;
    const adoption = subject
      ? await this.adoptPassword.beforehand(verifier, { ...asked, subject }, claimant)
      : 'look_here';
    const tried = adoption === 'look_here' ? await this.here(claimed) : adoption;
    // Otherwise its silence would tell who has a password here, and who has none or is nobody.
    return verifier.silent && isWrong(tried) ? refused(LEGACY_UNAVAILABLE) : tried;
  }
}

/** Whether an answer is one that must not tell by its time whom it was about. */
export const isNo = (outcome: Outcome<Verification, unknown>): boolean =>
  outcome.kind === 'done' && outcome.value.result !== 'verified';

const isWrong = (tried: Tried): boolean =>
  tried.kind === 'done' && tried.value.result === 'not_verified';

const isUnavailable = (tried: Tried): boolean =>
  tried.kind === 'refused' && tried.refusal.code === 'legacy_verifier_unavailable';
