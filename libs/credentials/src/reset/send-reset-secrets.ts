import type { CapacityRefusal, Refused } from '#libs/identity';
import type { ResetMessage, ResetMessages } from '#libs/notifications';
import { afterFailure, holdClaim, MessageNotSent } from '#libs/notifications';

import type { DueReset, ResetDispatches } from '../ports/reset-dispatches.js';
import type { MadeSecret, MakeResetSecret } from './make-reset-secret.js';
import type { PlannedSecret, PlanReset } from './plan-reset.js';

/** What a killed process had claimed is free after at most this. */
const LEASE_SECONDS = 4;

/** A quarter of the lease: two prolongations may fail before the claim is lost. */
const PROLONG_EVERY_MS = 1000;

/** For counting and logging; never whom it was about. */
export interface ResetSendingHooks {
  onRetry?(due: DueReset, reason: string): void;
  onGivenUp?(due: DueReset, reason: string): void;
}

/**
 * Looks up whom a request is about, and sends them what proves that they are reached. Every try makes
 * a secret of its own, so that none lies about in a readable form while a mail server is down.
 */
export class SendResetSecrets {
  constructor(
    private readonly dispatches: ResetDispatches,
    private readonly plan: PlanReset,
    private readonly make: MakeResetSecret,
    private readonly messages: ResetMessages,
    private readonly hooks: ResetSendingHooks = {},
  ) {}

  async sendNext(): Promise<'sent' | 'dropped' | 'retry' | 'idle'> {
    const due = await this.dispatches.claim(LEASE_SECONDS);
    if (!due) return 'idle';
    const prolong = (): Promise<void> => this.dispatches.prolong(due, LEASE_SECONDS);
    return holdClaim(prolong, PROLONG_EVERY_MS, () => this.worked(due));
  }

  /** Forgets what ended long ago. */
  sweep(): Promise<number> {
    return this.dispatches.sweep();
  }

  private async worked(due: DueReset): Promise<'sent' | 'dropped' | 'retry'> {
    const planned = await this.plan.of(due);
    if (!planned) return this.dropped(due);
    const made = await this.make.secret(due, planned);
    if ('kind' in made) return this.overloaded(due, made);
    const { recognised, text } = made;
    const armed = await this.dispatches.arm(due, planned.to.type, recognised);
    if (!armed) return this.dropped(due);
    const failure = await this.failureOf(messageOf(due, planned, { recognised, text }));
    if (!failure) {
      await this.dispatches.finished(due);
      return 'sent';
    }
    return this.again(due, failure);
  }

  private async dropped(due: DueReset): Promise<'dropped'> {
    await this.dispatches.finished(due);
    return 'dropped';
  }

  private async overloaded(due: DueReset, busy: Refused<CapacityRefusal>): Promise<'retry'> {
    await this.dispatches.retry(due, busy.refusal.retryAfterSeconds);
    return 'retry';
  }

  private async failureOf(message: ResetMessage): Promise<MessageNotSent | undefined> {
    try {
      await this.messages.send(message);
      return undefined;
    } catch (error) {
      // The words of an unforeseen error may quote the message, and with it the secret.
      return error instanceof MessageNotSent ? error : new MessageNotSent('unexpected failure');
    }
  }

  private async again(due: DueReset, failure: MessageNotSent): Promise<'retry' | 'dropped'> {
    const next = afterFailure(due.attempt, failure.recipientRefused);
    if (next === 'dead') {
      this.hooks.onGivenUp?.(due, failure.reason);
      return this.dropped(due);
    }
    await this.dispatches.retry(due, next.retryInSeconds);
    this.hooks.onRetry?.(due, failure.reason);
    return 'retry';
  }
}

const messageOf = (
  { id, step, attempt, language, origin: { ip } }: DueReset,
  { to, tenantName }: PlannedSecret,
  { text, recognised: { kind, minutes } }: MadeSecret,
): ResetMessage => ({
  messageId: `reset-${id}-${String(step)}-${String(attempt)}`,
  to,
  tenantName,
  ...(language && { language }),
  ...(ip !== undefined && { ip }),
  minutes,
  secret: { kind, text },
});
