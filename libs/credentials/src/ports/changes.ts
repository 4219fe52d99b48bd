import type { SubjectId, TenantId } from '#libs/identity';

/** What became of one notice about a change; never where it was sent to. */
export interface ChangeDelivery {
  readonly channel: string;
  readonly state: 'due' | 'leased' | 'acknowledged' | 'dead';
  readonly attempts: number;
}

export interface RecordedChange {
  readonly subject: SubjectId;
  readonly type: string;
  readonly at: Date;
  /** Whether it is what stands at this moment. */
  readonly inForce: boolean;
  /** Whether its notices have been made; those that follow are all of them then. */
  readonly dispatched: boolean;
  readonly deliveries: readonly ChangeDelivery[];
}

export abstract class Changes {
  /** A change that was committed, by its id. Undefined: none of this tenant was. */
  abstract find(tenant: TenantId, changeId: string): Promise<RecordedChange | undefined>;
}
