import type { SubjectId, TenantId } from '#libs/identity';
import type { AttemptClass, AttemptLimit } from '#libs/password-policy';

import type { Cause } from './cause.js';

/** Who a failed attempt is booked on. Classes wait separately. */
export type Evidence = AttemptClass;

export type { AttemptLimit };

export interface FailedAttempt {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  readonly evidence: Evidence;
  readonly limit: AttemptLimit;
  readonly cause: Cause;
}

export abstract class Attempts {
  /**
   * Books one failure, durably and atomically under parallel requests, and answers the seconds to
   * wait from now, 0 when none. The failure from which on people wait and the one that disables are
   * journalled with it, so that the person is told: once each, however many follow (ASVS 6.3.5).
   */
  abstract failed(attempt: FailedAttempt): Promise<number>;

  /** Forgets the failures of that class: somebody who knows the password has come. */
  abstract cleared(tenant: TenantId, subject: SubjectId, evidence: Evidence): Promise<void>;
}
