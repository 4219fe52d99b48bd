import type { Argon2PasswordHashing, RehashPace } from '#libs/hashing';
import type { Metrics } from '#libs/platform';

/** How busy the hashing threads are, and how long the queue before them is. */
export function measureHashing(
  metrics: Metrics,
  hashing: Argon2PasswordHashing,
  rehashes: RehashPace,
): void {
  measureRehashes(metrics, rehashes);
  metrics.gauges(
    'latchkey_hashing_queued',
    'Requests that wait for their turn to hash, by what it is for.',
    ['purpose'],
    () => new Map(Object.entries(hashing.stats().queuedFor)),
  );
  metrics.gauge(
    'latchkey_hashing_in_flight',
    'Requests that have their turn to hash.',
    () => hashing.stats().inFlight,
  );
  metrics.gauges(
    'latchkey_hashing_refused_total',
    'Requests refused by the queue, by what they were for and why.',
    ['purpose', 'because'],
    () => hashing.stats().refusedBecause,
  );
  measureWaiting(metrics, hashing);
  metrics.gauge(
    'latchkey_hashes_total',
    'Slow hashes since the start.',
    () => hashing.stats().hashes,
  );
}

/** How fast imported and older hashes become today's, and how often that has had to wait. */
function measureRehashes(metrics: Metrics, rehashes: RehashPace): void {
  metrics.gauge(
    'latchkey_rehashes_total',
    'Proven passwords that were written anew under today’s parameters and keys.',
    () => rehashes.stats().spent,
  );
  metrics.gauge(
    'latchkey_rehashes_postponed_total',
    'Proven passwords that were not, because of the budget or because others waited to hash.',
    () => rehashes.stats().postponed,
  );
}

function measureWaiting(metrics: Metrics, hashing: Argon2PasswordHashing): void {
  metrics.gauge(
    'latchkey_hashing_oldest_wait_seconds',
    'How long the request has waited that has waited longest for its turn to hash.',
    () => hashing.stats().oldestWaitMs / 1000,
  );
  metrics.gauge(
    'latchkey_hashing_waited_total',
    'Requests that had to wait and had their turn to hash.',
    () => hashing.stats().waited,
  );
  metrics.gauge(
    'latchkey_hashing_waited_seconds_total',
    'How long they have waited, together.',
    () => hashing.stats().waitedMs / 1000,
  );
}
