import type { CapacityRefusal, Outcome } from '#libs/identity';
import { refused } from '#libs/identity';

/** Of 5 admins who save different documents at once each gets through; more try again themselves. */
const TRIES = 5;

/** Seconds: a save takes milliseconds, so whoever was in the way has long gone. */
const RETRY_AFTER = 1;

/**
 * A save that was beaten by one of a document beside it is read and judged again: together they may
 * contradict each other. One that was beaten by its own document finds another version then.
 */
export async function judgedAgain<Value, Refusal>(
  attempt: () => Promise<Outcome<Value, Refusal> | 'beaten'>,
): Promise<Outcome<Value, Refusal | CapacityRefusal>> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const outcome = await attempt();
    if (outcome !== 'beaten') return outcome;
  }
  return refused({ code: 'temporarily_overloaded', retryAfterSeconds: RETRY_AFTER });
}
