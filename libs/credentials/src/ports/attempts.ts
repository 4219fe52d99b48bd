import type { SubjectId, TenantId } from '#libs/identity';

/** Who a failed attempt is booked on. Classes wait separately (product §7). */
export type Evidence = 'owner' | 'known_device' | 'stranger';

export interface AttemptLimit {
  /** From this many failures in a row each further one starts a wait. */
  readonly waitsFrom: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** At this many failures the class stops until it is rebound. */
  readonly cap: number;
}

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
}
