import type { Argon2PasswordHashing } from '#libs/hashing';
import type { Metrics } from '#libs/platform';

/** How busy the hashing threads are, and how long the queue before them is. */
export function measureHashing(metrics: Metrics, hashing: Argon2PasswordHashing): void {
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
