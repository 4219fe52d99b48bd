import type { SubjectId, TenantId } from '#libs/identity';
import type { AttemptLimit, Policy } from '#libs/password-policy';

import type { NamedIdentifier } from '../find-claimant.js';

/** Names identifiers that mean nobody. */
export abstract class Shadows {
  /**
   * A MAC of the identifier, as a subject that nobody is: the same for the same identifier, and
   * nothing is learnt from it without the key.
   */
  abstract of(tenant: TenantId, named: NamedIdentifier): SubjectId;
}

/** Failures at identifiers that mean nobody, so that they wait and lock like everybody's. */
export abstract class ShadowAttempts {
  /** The wait, 0 when none, and what the tenant asks of everybody. One query on the primary. */
  abstract toVerify(
    tenant: TenantId,
    shadow: SubjectId,
  ): Promise<{ readonly waitSeconds: number; readonly policy: Policy }>;

  /** Books one failure, durably and atomically. Forgotten 90 days after the last one. */
  abstract failed(tenant: TenantId, shadow: SubjectId, limit: AttemptLimit): Promise<void>;
}
