import { Redis } from 'ioredis';

import type { Secret } from '#libs/identity';
import type { Logger, Metrics } from '#libs/platform';

import { Circuit } from './circuit.js';
import { RedisAddressLimits, RedisRequestLimits } from './redis-limits.js';
import { LONGEST_WAIT_MS } from './shared-counts.js';

/** Soon enough for a Redis that restarts. */
const RECONNECT_EVERY_MS = 500;

export interface SharedLimits {
  readonly addresses: RedisAddressLimits;
  readonly requests: RedisRequestLimits;
  measure(metrics: Metrics): void;
  close(): void;
}

/**
 * Counts that replicas share. Nothing waits for the connection: without it every process counts by
 * itself, more strictly, and says so.
 */
export function openSharedLimits(
  url: Secret,
  logger: Logger,
  longestWaitMs = LONGEST_WAIT_MS,
): SharedLimits {
  const redis = new Redis(url.reveal(), {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => RECONNECT_EVERY_MS,
    connectTimeout: 1_000,
  });
  // Each failed connection is one; what follows from it is told once, below.
  redis.on('error', () => undefined);
  const circuit = new Circuit();
  const care = {
    ...{ circuit, longestWaitMs },
    onShared: (shared: boolean): void =>
      shared
        ? logger.info('request limits are shared through Redis again')
        : logger.warn('Redis is down or slow: request limits are counted here alone, at a third'),
  };
  const addresses = new RedisAddressLimits(redis, care);
  const requests = new RedisRequestLimits(redis, care);
  return {
    addresses,
    requests,
    measure(metrics) {
      metrics.gauge(
        'latchkey_limits_shared',
        'Whether request limits are shared through Redis: 1, or counted here alone: 0.',
        () => Number(!circuit.isOpen),
      );
      metrics.gauge(
        'latchkey_limits_local_total',
        'Requests that were counted by this process alone, because Redis was down or slow.',
        () => addresses.countedLocally + requests.countedLocally,
      );
    },
    close: () => redis.disconnect(),
  };
}
