import type { Quota, Spent, SubjectId, TenantId } from '#libs/identity';

export interface CountedPerson {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
}

/** Counts the passwords that a person tries out without setting them. The same for all replicas. */
export abstract class RequestLimits {
  /** Counts one more, atomically. */
  abstract counted(who: CountedPerson, quota: Quota): Promise<Spent>;
}
