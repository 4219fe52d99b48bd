import type { HashPurpose } from '#libs/credentials';

/**
 * Why somebody was sent away: there was no room, what they would have waited was longer than the
 * deadline, they had waited so long, others needed the place more, or the service is stopping.
 */
export type RefusedBecause = 'full' | 'too_late' | 'deadline' | 'displaced' | 'closing';

/** What an operator watches. `completed` and below count up from the start of the process. */
export interface QueueStats {
  readonly queued: number;
  readonly inFlight: number;
  /** Who has lent a turn while they wait for something else than a hash. */
  readonly away: number;
  readonly queuedFor: Readonly<Record<HashPurpose, number>>;
  /** How long the one has waited who has waited longest (milliseconds). */
  readonly oldestWaitMs: number;
  readonly completed: number;
  readonly refused: number;
  /** By `<purpose> <reason>`. */
  readonly refusedBecause: ReadonlyMap<string, number>;
  /** Of all who waited and had their turn: how many, and how long together (milliseconds). */
  readonly waited: number;
  readonly waitedMs: number;
}

/** Counts what the queue does. */
export class QueueCounts {
  readonly refusals = new Map<string, number>();
  refused = 0;
  completed = 0;
  waited = 0;
  waitedMs = 0;

  sentAway(purpose: HashPurpose, because: RefusedBecause): void {
    const key = `${purpose} ${because}`;
    this.refused += 1;
    this.refusals.set(key, (this.refusals.get(key) ?? 0) + 1);
  }

  admittedAfter(ms: number): void {
    this.waited += 1;
    this.waitedMs += ms;
  }
}
