import { composeMail, isMailAddress } from './compose-mail.js';
import { holdClaim } from './hold-claim.js';
import { isNoticeable, NOTICEABLE } from './notice-texts.js';
import type { Deliveries, Delivery } from './ports/deliveries.js';
import { type Mailer, MessageNotSent } from './ports/mailer.js';
import { afterFailure } from './retry.js';

/** One transaction stays short, and 500 events a second are more than one database changes. */
const EVENTS_AT_A_TIME = 500;

/** What a killed process had claimed is free after at most this: notices go out 5 s after a restart. */
const LEASE_SECONDS = 4;

/** A quarter of the lease: two prolongations may fail before the claim is lost. */
const PROLONG_EVERY_MS = 1000;

/** For counting and logging; a delivery's address is not for logs. */
export interface DeliveryHooks {
  onDelivered?(delivery: Delivery): void;
  onRetry?(delivery: Delivery, reason: string): void;
  onDead?(delivery: Delivery, reason: string): void;
}

/**
 * Tells people what happened to their account. At least once: a process that dies between sending
 * and acknowledging is followed by one that sends again, under the same message id.
 */
export class DeliverNotices {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly mailer: Mailer,
    private readonly hooks: DeliveryHooks = {},
  ) {}

  /** Turns new events into deliveries; answers how many. */
  dispatch(): Promise<number> {
    return this.deliveries.dispatch(NOTICEABLE, EVENTS_AT_A_TIME);
  }

  async deliverNext(): Promise<'delivered' | 'retry' | 'dead' | 'idle'> {
    const delivery = await this.deliveries.claim(LEASE_SECONDS);
    if (!delivery) return 'idle';
    if (!isMailAddress(delivery.address)) return this.dead(delivery, 'not a mail address');

    const failure = await this.tried(delivery);
    if (!failure) {
      await this.deliveries.acknowledged(delivery);
      this.hooks.onDelivered?.(delivery);
      return 'delivered';
    }
    const next = afterFailure(delivery.attempt, failure.recipientRefused);
    if (next === 'dead') return this.dead(delivery, failure.reason);
    await this.deliveries.failed(delivery, next, failure.reason);
    this.hooks.onRetry?.(delivery, failure.reason);
    return 'retry';
  }

  private async tried(delivery: Delivery): Promise<MessageNotSent | undefined> {
    const { type } = delivery.event;
    // While replicas are upgraded, an older one may meet an event that only the newer ones can tell.
    if (!isNoticeable(type)) return new MessageNotSent('no text for this event');
    const mail = composeMail(delivery, type);
    const prolong = (): Promise<void> => this.deliveries.prolong(delivery, LEASE_SECONDS);
    try {
      await holdClaim(prolong, PROLONG_EVERY_MS, () => this.mailer.send(mail));
      return undefined;
    } catch (error) {
      return error instanceof MessageNotSent ? error : new MessageNotSent(nameOf(error));
    }
  }

  private async dead(delivery: Delivery, reason: string): Promise<'dead'> {
    await this.deliveries.failed(delivery, 'dead', reason);
    this.hooks.onDead?.(delivery, reason);
    return 'dead';
  }
}

/** The message of an unforeseen error may quote the mail. */
const nameOf = (error: unknown): string =>
  error instanceof Error ? `unexpected ${error.name}` : 'unexpected failure';
