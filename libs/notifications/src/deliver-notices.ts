import { composeMail, composeText, isMailAddress, isTelephone } from './compose-mail.js';
import { holdClaim } from './hold-claim.js';
import type { NoticeableType } from './notice-texts.js';
import { isNoticeable, NOTICEABLE } from './notice-texts.js';
import type { Deliveries, Delivery } from './ports/deliveries.js';
import { type Mailer, MessageNotSent } from './ports/mailer.js';
import type { TextMessenger } from './ports/text-messenger.js';
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
    /** Without it nobody is told by telephone. */
    private readonly texts?: TextMessenger,
  ) {}

  /** Turns new events into deliveries; answers how many. */
  dispatch(): Promise<number> {
    const channels = this.texts ? (['mail', 'text'] as const) : (['mail'] as const);
    return this.deliveries.dispatch(NOTICEABLE, EVENTS_AT_A_TIME, channels);
  }

  async deliverNext(): Promise<'delivered' | 'retry' | 'dead' | 'idle'> {
    const delivery = await this.deliveries.claim(LEASE_SECONDS);
    if (!delivery) return 'idle';
    const { channel, address } = delivery;
    const usable = channel === 'mail' ? isMailAddress(address) : isTelephone(address);
    if (!usable) return this.dead(delivery, `not a ${PLACE[channel]}`);

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
    const prolong = (): Promise<void> => this.deliveries.prolong(delivery, LEASE_SECONDS);
    try {
      await holdClaim(prolong, PROLONG_EVERY_MS, () => this.sent(delivery, type));
      return undefined;
    } catch (error) {
      return error instanceof MessageNotSent ? error : new MessageNotSent(nameOf(error));
    }
  }

  private async sent(delivery: Delivery, type: NoticeableType): Promise<void> {
    if (delivery.channel === 'mail') return this.mailer.send(composeMail(delivery, type));
    // Another process has made this delivery, and can make it.
    if (!this.texts) throw new MessageNotSent('no gateway for text messages here');
    return this.texts.send(composeText(delivery, type));
  }

  private async dead(delivery: Delivery, reason: string): Promise<'dead'> {
    await this.deliveries.failed(delivery, 'dead', reason);
    this.hooks.onDead?.(delivery, reason);
    return 'dead';
  }
}

const PLACE = { mail: 'mail address', text: 'telephone number' } as const;

/** The message of an unforeseen error may quote the mail. */
const nameOf = (error: unknown): string =>
  error instanceof Error ? `unexpected ${error.name}` : 'unexpected failure';
