import type { Policy } from './policy.js';

/** Who a failed attempt is booked on. Classes wait separately. */
export type AttemptClass = 'owner' | 'known_device' | 'stranger';

/** What one class of evidence is held to. */
export interface AttemptLimit {
  readonly waitsFrom: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  readonly cap: number;
}

/**
 * The owner has half, so that strangers can never use it up. The shares sum to the limit, because
 * the standard counts failures of the account, whoever made them.
 */
function share(limit: number, evidence: AttemptClass): number {
  const owner = Math.ceil(limit / 2);
  const device = Math.ceil((limit - owner) / 2);
  if (evidence === 'owner') return owner;
  return evidence === 'known_device' ? device : limit - owner - device;
}

/** The part of a policy's attempt limit that falls to one class: of 100, 50, 25 and 25. */
export function attemptLimit({ attempts }: Policy, evidence: AttemptClass): AttemptLimit {
  const { waitsFrom, firstWaitSeconds, longestWaitSeconds, lock } = attempts;
  const cap = share(attempts.cap, evidence);
  if (!lock) return { waitsFrom, firstWaitSeconds, longestWaitSeconds, cap };
  return {
    waitsFrom: Math.min(waitsFrom, share(lock.at, evidence)),
    firstWaitSeconds: lock.seconds,
    longestWaitSeconds: Math.max(lock.seconds, firstWaitSeconds),
    cap,
  };
}
