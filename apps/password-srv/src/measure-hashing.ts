import type { Argon2PasswordHashing, RehashPace } from '#libs/hashing';
import type { Metrics } from '#libs/platform';

/** How busy the hashing threads are, and how long the queue before them is. */
export function measureHashing(
  metrics: Metrics,
  hashing: Argon2PasswordHashing,
  rehashes: RehashPace,
): void {
  measureRehashes(metrics, rehashes);
  metrics.gauge(
    'latchkey_hashing_queued',
    'Requests that wait for their turn to hash.',
    () => hashing.stats().queued,
  );
  metrics.gauge(
    'latchkey_hashing_in_flight',
    'Requests that have their turn to hash.',
    () => hashing.stats().inFlight,
  );
  metrics.gauge(
    'latchkey_hashing_refused_total',
    'Requests refused by the queue.',
    () => hashing.stats().refused,
  );
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
