import type { SubjectId, TenantId } from '#libs/identity';

/** How many requests one person may send in how many seconds. */
export interface RequestLimit {
  readonly requests: number;
  readonly seconds: number;
}

/** Counts requests that are no attempts at anything, but cost work. The same for all replicas. */
export abstract class RequestLimits {
  /** Counts one more, atomically, and answers the seconds to wait; 0: it is within the limit. */
  abstract counted(
    who: { readonly tenant: TenantId; readonly subject: SubjectId; readonly operation: 'evaluate' },
    limit: RequestLimit,
  ): Promise<number>;
}
