export { Circuit } from './circuit.js';
export { openSharedLimits } from './open-request-limits.js';
export type { SharedLimits } from './open-request-limits.js';
export { reachRedis } from './reach-redis.js';
export { RedisAddressLimits, RedisRequestLimits } from './redis-limits.js';
export { localQuota, LONGEST_WAIT_MS } from './shared-counts.js';
