import type { RelayLog } from './relay.js';

/** A person waits for this message in front of a form. */
const POLL_MS = 500;

/** Messages of one process at a time: a slow server holds up four people and not everybody. */
const SENDERS = 4;

/** Short, because nothing else is harmed and everybody waits for the recovery. */
const LONGEST_BACK_OFF_MS = 5000;

const TIDY_EVERY_MS = 600_000;

export interface PollingWork {
  /** Sends what is due next. `idle`: nothing is. */
  sendNext(): Promise<string>;
  sweep(): Promise<unknown>;
}

/** Looks for messages that are due and sends them, a few at a time. Any number of processes may. */
export class PollingSenders {
  private timer: NodeJS.Timeout | undefined;
  private readonly senders = new Set<Promise<void>>();
  private failures = 0;
  private waited = 0;
  private stopped = false;

  constructor(
    private readonly work: PollingWork,
    private readonly log: RelayLog,
    private readonly pollMs = POLL_MS,
  ) {}

  start(): this {
    this.look();
    return this;
  }

  /** Takes nothing new and lets what is under way end. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.all(this.senders);
  }

  private look(): void {
    this.wakeSender(this.tidyingIsDue());
    const wait = Math.min(this.pollMs * 2 ** this.failures, LONGEST_BACK_OFF_MS);
    this.waited += wait;
    this.timer = setTimeout(() => this.look(), wait);
    this.timer.unref();
  }

  private tidyingIsDue(): boolean {
    if (this.waited < TIDY_EVERY_MS) return false;
    this.waited = 0;
    return true;
  }

  private wakeSender(tidying = false): void {
    if (this.stopped || this.senders.size >= SENDERS) return;
    const sender = this.untilIdle(tidying)
      .then(() => {
        this.failures = 0;
      })
      .catch((error: unknown) => {
        this.failures += 1;
        // Class only: messages of errors quote parameters, and those are addresses.
        const name = error instanceof Error ? error.constructor.name : 'unknown error';
        this.log.warn(`looking for messages to send failed: ${name}`);
      })
      .finally(() => this.senders.delete(sender));
    this.senders.add(sender);
  }

  /** Whoever finds work wakes another: one look is enough while there is none. */
  private async untilIdle(tidying: boolean): Promise<void> {
    if (tidying) await this.work.sweep();
    while (!this.stopped && (await this.work.sendNext()) !== 'idle') this.wakeSender();
  }
}
