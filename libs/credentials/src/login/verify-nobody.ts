import type { CapacityRefusal, Origin, Outcome, Password, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';
import { attemptLimit } from '#libs/password-policy';

import { abandoned } from '../abandoned.js';
import type { NamedIdentifier } from '../find-claimant.js';
import type { PasswordHashing } from '../ports/password-hashing.js';
import type { ShadowAttempts, Shadows } from '../ports/shadow-attempts.js';
import type { Verification } from '../verify-password.js';

interface Guess {
  readonly tenant: TenantId;
  readonly password: Password;
  readonly origin: Origin;
}

/**
 * Tries the password of an identifier that means nobody: the queries, the hash, the wait and the lock
 * of somebody whose password is wrong (R02).
 */
export class VerifyNobody {
  constructor(
    private readonly shadows: Shadows,
    private readonly attempts: ShadowAttempts,
    private readonly hashing: PasswordHashing,
  ) {}

  async verify(
    named: NamedIdentifier,
    { tenant, password, origin }: Guess,
  ): Promise<Outcome<Verification, CapacityRefusal>> {
    const subject = this.shadows.of(tenant, named);
    const atFirst = await this.attempts.toVerify(tenant, subject);
    if (atFirst.waitSeconds > 0) return done(locked(atFirst));
    return this.hashing.admitted({ tenant, subject, purpose: 'verify' }, async (turn) => {
      const now = turn.waitedForSubject ? await this.attempts.toVerify(tenant, subject) : atFirst;
      if (now.waitSeconds > 0) return done(locked(now));
      const gone = abandoned(origin);
      if (gone) return refused(gone);
      await turn.decoy(password, { tenant, subject });
      await this.attempts.failed(tenant, subject, attemptLimit(now.policy, 'stranger'));
      return done<Verification>({ result: 'not_verified' });
    });
  }
}

const locked = ({ waitSeconds }: { readonly waitSeconds: number }): Verification => ({
  result: 'locked',
  retryAfterSeconds: waitSeconds,
});
