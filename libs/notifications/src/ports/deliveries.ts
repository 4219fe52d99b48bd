import type { SubjectId, TenantId } from '#libs/identity';

/** One event of the journal that a person should hear about. */
export interface NoticeableEvent {
  /** Unique and stable: the idempotency key of everything sent because of it. */
  readonly id: string;
  readonly type: string;
  readonly occurredAt: Date;
  readonly ip?: string;
  /** Of a password that expires. */
  readonly expiresAt?: Date;
}

export type Channel = 'mail' | 'text';

/** One message to one contact because of one event, claimed by one worker. */
export interface Delivery {
  readonly id: string;
  readonly tenant: TenantId;
  readonly tenantName: string;
  readonly subject: SubjectId;
  /** By mail or by telephone. */
  readonly channel: Channel;
  readonly address: string;
  readonly event: NoticeableEvent;
  /** 1 for the first try. */
  readonly attempt: number;
}

export abstract class Deliveries {
  /**
   * Turns events that nobody has looked at yet into deliveries by these channels, at most `limit`
   * events at a time; answers how many deliveries it made. Every verified mail address hears of them,
   * telephones where a person has none; of a reset all of both, also those replaced lately. Each event
   * is turned exactly once, whatever crashes in between.
   */
  abstract dispatch(
    noticeable: readonly string[],
    limit: number,
    channels: readonly Channel[],
  ): Promise<number>;

  /**
   * Claims the next due delivery for `leaseSeconds`. Of one subject, an event's deliveries are due
   * only when those of its predecessor are acknowledged or dead.
   */
  abstract claim(leaseSeconds: number): Promise<Delivery | undefined>;

  /** Lengthens a claim that is still being worked on to `leaseSeconds` from now, if it is still held. */
  abstract prolong(delivery: Delivery, leaseSeconds: number): Promise<void>;

  /** Also after the claim has run out: what was delivered was delivered. */
  abstract acknowledged(delivery: Delivery): Promise<void>;

  /** Tries again after `seconds`; `dead` gives up and lets the subject's next event go on. */
  abstract failed(
    delivery: Delivery,
    next: { readonly retryInSeconds: number } | 'dead',
    reason: string,
  ): Promise<void>;
}
