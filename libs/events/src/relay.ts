import type { DeliverNotices } from '#libs/notifications';

import { DeliverJobs } from './deliver-jobs.js';

/** A notice should be out within five seconds; one look a second leaves time to send it. */
const POLL_MS = 1000;

/** For as long as a predecessor's claims may last: what it left is taken as soon as it is free. */
const WATCH_AFTER_START_MS = 6000;

/** As long as the shortest wait after a failed try. */
const SWEEP_EVERY_MS = 5000;

const TIDY_EVERY_MS = 600_000;

/** Short, because nothing else is harmed and everybody waits for the recovery. */
const LONGEST_BACK_OFF_MS = 5000;

/** Mails of one process at a time: a slow server holds up four people and not everybody. */
const SENDERS = 4;

export interface RelayLog {
  info(message: string): void;
  warn(message: string): void;
}

export interface RelayOptions {
  readonly deliverNotices: DeliverNotices;
  /** The database as the relay's role, which owns the schema `jobs`. */
  readonly bossUrl: string;
  readonly log: RelayLog;
  readonly pollMs?: number;
}

export interface Relay {
  /** Takes nothing new, lets running deliveries end (at most 30 s each), closes connections. */
  stop(): Promise<void>;
}

/** Starts at once and never throws: without a database it says so and waits for it. */
export function startRelay(options: RelayOptions): Relay {
  const relay = new PollingRelay(options);
  relay.start();
  return relay;
}

class PollingRelay implements Relay {
  private readonly pollMs: number;
  private jobs: DeliverJobs | undefined;
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private readonly senders = new Set<Promise<void>>();
  private turns = 0;
  private failures = 0;
  private stopped = false;

  constructor(private readonly options: RelayOptions) {
    this.pollMs = options.pollMs ?? POLL_MS;
  }

  start(): void {
    this.after(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.turn;
    await Promise.all(this.senders);
    await this.jobs?.close().catch((error: unknown) => this.complain('closing', error));
  }

  private after(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.turn = this.look();
    }, ms);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    try {
      await this.relay();
      if (this.failures > 0) this.options.log.info('journal relay works again');
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      // What was due meanwhile is looked for as after a start.
      this.turns = 0;
      this.complain('looking for events', error);
    }
    const backOff = Math.min(this.pollMs * 2 ** this.failures, LONGEST_BACK_OFF_MS);
    this.after(this.failures > 0 ? backOff : this.pollMs);
  }

  private async relay(): Promise<void> {
    this.jobs ??= await DeliverJobs.open(this.options.bossUrl, (error) =>
      this.complain('on its job connection', error),
    );
    const made = await this.options.deliverNotices.dispatch();
    if (made > 0 || this.sweepIsDue()) await this.jobs.request();
    if (this.senders.size < SENDERS && (await this.jobs.take())) this.wakeSender();
    if (this.isEvery(TIDY_EVERY_MS)) await this.jobs.tidy();
    this.turns += 1;
  }

  /** Retries that are due and claims that ran out: no event tells of them. */
  private sweepIsDue(): boolean {
    return this.turns * this.pollMs <= WATCH_AFTER_START_MS || this.isEvery(SWEEP_EVERY_MS);
  }

  private isEvery(ms: number): boolean {
    return this.turns % Math.max(1, Math.round(ms / this.pollMs)) === 0;
  }

  private wakeSender(): void {
    if (this.stopped || this.senders.size >= SENDERS) return;
    const sender = this.sendUntilIdle()
      .catch((error: unknown) => this.complain('delivering', error))
      .finally(() => this.senders.delete(sender));
    this.senders.add(sender);
  }

  /** Whoever finds work wakes another: one look is enough while there is none. */
  private async sendUntilIdle(): Promise<void> {
    while (!this.stopped && (await this.options.deliverNotices.deliverNext()) !== 'idle') {
      this.wakeSender();
    }
  }

  private complain(during: string, error: unknown): void {
    this.options.log.warn(`journal relay failed ${during}: ${wordsOf(error)}`);
  }
}

/** Class and code only: messages of database errors quote parameters, and those are addresses. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const codes = [error, error.cause].map((each) => (each as { code?: unknown } | undefined)?.code);
  const code = codes.find((each) => typeof each === 'string');
  return [error.constructor.name, code].join(' ').trimEnd();
}
