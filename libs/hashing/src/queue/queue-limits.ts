import type { Argon2Parameters } from '../cost.js';

export interface QueueLimits {
  /** Requests that hash at the same time. */
  readonly turns: number;
  /** Of these, how many one subject may have. */
  readonly turnsPerSubject: number;
  /** Requests that may wait; one more is refused at once. */
  readonly waiting: number;
  /** Of these, how many one subject may have, so that nobody can fill the queue alone. */
  readonly waitingPerSubject: number;
  /** The longest that a request waits. */
  readonly deadlineMs: number;
}

/** Whoever waits longer has given up (product §6). */
export const DEFAULT_DEADLINE_MS = 5000;

/** Two, so that a worker that finished one request's verify finds another's job there already. */
const TURNS_PER_WORKER = 2;

/** What the change that wins and the one that waits need; more would only help who guesses. */
const TURNS_PER_SUBJECT = 2;

/** A change is a verify and a seal. */
const HASHES_PER_TURN = 2;

/**
 * 0.29–0.37 ms for each MiB and pass on an idle machine, with a third as a margin. On a slower or
 * busier one the end of the queue meets the deadline instead.
 */
const MS_PER_MIB_AND_PASS = 0.5;

/** At the cost of tests the formula would let half a million requests in. */
const MOST_WAITING_PER_WORKER = 1000;

/** A queue just so long that whoever is at its end can still be served within the deadline. */
export function queueLimits(
  workers: number,
  cost: Argon2Parameters,
  deadlineMs: number = DEFAULT_DEADLINE_MS,
): QueueLimits {
  const hashMs = (cost.memoryKiB / 1024) * cost.passes * MS_PER_MIB_AND_PASS;
  const served = Math.floor(deadlineMs / (HASHES_PER_TURN * hashMs));
  const waiting = workers * Math.max(1, Math.min(served, MOST_WAITING_PER_WORKER));
  return {
    turns: workers * TURNS_PER_WORKER,
    turnsPerSubject: TURNS_PER_SUBJECT,
    waiting,
    waitingPerSubject: Math.ceil(waiting / 4),
    deadlineMs,
  };
}
