import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

import type { Quota, Spent } from '#libs/identity';
import { spentOf } from '#libs/identity';

import type { Circuit } from './circuit.js';

/** What a request may wait for Redis at most; an answer within one data centre takes under 1 ms. */
export const LONGEST_WAIT_MS = 20;

/**
 * While Redis is away every process counts by itself, and lets through a third: three replicas together
 * are then as strict as one.
 */
const LOCAL_SHARE = 3;

export const localQuota = (quota: Quota): Quota => ({
  ...quota,
  requests: Math.max(1, Math.floor(quota.requests / LOCAL_SHARE)),
});

/** How Redis is treated by everything that counts in it. */
export interface Care {
  readonly circuit: Circuit;
  readonly longestWaitMs: number;
  /** Told when sharing ends and when it begins again. */
  onShared(shared: boolean): void;
}

/** Counts by key in Redis; in this process, and more strictly, where Redis is down or slow. */
export class SharedCounts {
  readonly #shared: RateLimiterRedis;
  readonly #local: RateLimiterMemory;
  #counted = 0;

  constructor(
    redis: Redis,
    private readonly quota: Quota,
    private readonly care: Care,
  ) {
    const { name: keyPrefix, requests: points, seconds: duration } = quota;
    const keyed = { keyPrefix: `latchkey:${keyPrefix}`, duration };
    this.#shared = new RateLimiterRedis({
      ...{ ...keyed, points, storeClient: redis },
      rejectIfRedisNotReady: true,
    });
    this.#local = new RateLimiterMemory({ ...keyed, points: localQuota(quota).requests });
  }

  /** Requests that were counted here alone. */
  get countedLocally(): number {
    return this.#counted;
  }

  async spend(key: string): Promise<Spent> {
    const shared = this.care.circuit.ask() ? await this.#fromRedis(key) : undefined;
    if (shared) return told(this.quota, shared);
    this.#counted += 1;
    return told(localQuota(this.quota), await consumed(this.#local.consume(key)));
  }

  async #fromRedis(key: string): Promise<RateLimiterRes | undefined> {
    const wasOpen = this.care.circuit.isOpen;
    try {
      const result = await within(this.care.longestWaitMs, consumed(this.#shared.consume(key)));
      this.care.circuit.answered();
      if (wasOpen) this.care.onShared(true);
      return result;
    } catch {
      this.care.circuit.failed();
      if (!wasOpen) this.care.onShared(false);
      return undefined;
    }
  }
}

const told = (quota: Quota, { consumedPoints, msBeforeNext }: RateLimiterRes): Spent =>
  spentOf(quota, consumedPoints, msBeforeNext / 1000);

/** The library rejects with the count where it is too high, and with an error where there is none. */
async function consumed(counting: Promise<RateLimiterRes>): Promise<RateLimiterRes> {
  try {
    return await counting;
  } catch (rejected) {
    if (rejected instanceof RateLimiterRes) return rejected;
    throw rejected;
  }
}

/** @throws if it takes longer; what comes later is dropped. */
async function within<Value>(ms: number, asked: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Redis did not answer in time')), ms);
  });
  // Whichever loses the race must not become an unhandled rejection.
  asked.catch(() => undefined);
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
