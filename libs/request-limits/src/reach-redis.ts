import { Redis } from 'ioredis';

import type { Secret } from '#libs/identity';

/** Long enough for another data centre; whoever needs longer is as good as away. */
const PATIENCE_MS = 2_000;

/**
 * How long one answer of Redis takes, over a connection that is there (milliseconds).
 * @throws Error that says why there is none.
 */
export async function reachRedis(url: Secret, patienceMs = PATIENCE_MS): Promise<number> {
  const redis = new Redis(url.reveal(), {
    ...{ lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null },
    ...{ connectTimeout: patienceMs, commandTimeout: patienceMs },
  });
  // The connecting says it, too, in words that name neither cause nor code.
  let cause: unknown;
  redis.on('error', (error) => (cause ??= error));
  try {
    await redis.connect();
    const begun = performance.now();
    await redis.ping();
    return performance.now() - begun;
  } catch (error) {
    throw cause ?? error;
  } finally {
    redis.disconnect();
  }
}
