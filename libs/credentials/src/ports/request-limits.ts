import type { Quota, Spent, SubjectId, TenantId } from '#libs/identity';

export interface CountedPerson {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  readonly operation: 'evaluate' | 'change';
}

/** Counts requests that are no attempts at anything, but cost work. The same for all replicas. */
export abstract class RequestLimits {
  /** Counts one more, atomically. */
  abstract counted(who: CountedPerson, quota: Quota): Promise<Spent>;

  /** Seconds that this person has to wait, as far as this process knows without asking; 0: none. */
  abstract knownWait(who: CountedPerson): number;
}
