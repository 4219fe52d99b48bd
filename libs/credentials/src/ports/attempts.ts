import type { SubjectId, TenantId } from '#libs/identity';
import type { AttemptClass, AttemptLimit } from '#libs/password-policy';

/** Who a failed attempt is booked on. Classes wait separately. */
export type Evidence = AttemptClass;

export type { AttemptLimit };

export abstract class Attempts {
  /**
   * Books one failure, durably and atomically under parallel requests, and answers the seconds to
   * wait from now, 0 when none.
   */
  abstract failed(
    tenant: TenantId,
    subject: SubjectId,
    evidence: Evidence,
    limit: AttemptLimit,
  ): Promise<number>;

  /** Forgets the failures of that class: somebody who knows the password has come. */
  abstract cleared(tenant: TenantId, subject: SubjectId, evidence: Evidence): Promise<void>;
}
