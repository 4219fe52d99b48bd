import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';

import { QUOTAS, Secret, subjectId, tenantId } from '#libs/identity';
import { createLogger, networkNamed } from '#libs/platform';
import type { SharedLimits } from '#libs/request-limits';
import { localQuota, LONGEST_WAIT_MS, openSharedLimits } from '#libs/request-limits';
import { Redis } from 'ioredis';

import type { FakeRedis } from '../support/fake-redis.js';
import { fakeRedis } from '../support/fake-redis.js';
import type { Severable } from '../support/severable.js';
import { severable } from '../support/severable.js';

/** A real one where there is one. */
const GIVEN = process.env['REDIS_URL'];

/** A machine that runs tests may be too busy for 20 ms. */
const PATIENCE_MS = 10_000;

let redis: FakeRedis;
let way: Severable;
const opened: SharedLimits[] = [];
const lines: string[] = [];

const logger = createLogger({
  service: 'test',
  level: 'info',
  destination: new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  }),
});

beforeAll(async () => {
  redis = GIVEN
    ? { url: GIVEN, asked: () => 0, flush: () => undefined, close: () => Promise.resolve() }
    : await fakeRedis();
});
afterAll(() => redis.close());
afterEach(async () => {
  opened.splice(0).forEach((limits) => limits.close());
  await way?.close();
});

/** One replica, connected. */
async function replica(url = redis.url): Promise<SharedLimits> {
  const limits = openSharedLimits(new Secret(url), logger, PATIENCE_MS);
  opened.push(limits);
  const warmUp = `fd00:${Math.floor(performance.now()).toString(16).slice(-4)}::1`;
  for (let tries = 0; tries < 100; tries += 1) {
    const { quota } = await limits.addresses.spend(warmUp, 'try');
    if (quota.requests === QUOTAS.address.requests) return limits;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('this replica finds no Redis');
}

let last = 0;
/** A network that nobody else has counted on. */
const network = (): string => {
  const bytes = randomUUID().replaceAll('-', '').slice(0, 12);
  last += 1;
  return `2001:${bytes.slice(0, 4)}:${bytes.slice(4, 8)}:${String(last)}::1`;
};

async function spentUntil(limits: SharedLimits, address: string, times: number) {
  const spent = [];
  for (let n = 0; n < times; n += 1) spent.push(await limits.addresses.spend(address, 'try'));
  return spent;
}

describe('limits that replicas share through Redis', () => {
  it('F03: count together, exactly, and tell what is left', async () => {
    const [one, other] = [await replica(), await replica()];
    const address = network();
    const half = QUOTAS.address.requests / 2;
    const spent = await spentUntil(one, address, half);
    expect(spent.at(-1)).toMatchObject({ waitSeconds: 0, remaining: half });
    expect((await spentUntil(other, address, half)).at(-1)).toMatchObject({ remaining: 0 });
    const [over] = await spentUntil(one, address, 1);
    expect(over?.waitSeconds).toBeGreaterThan(0);
    expect(over?.waitSeconds).toBeLessThanOrEqual(60);
    expect(one.addresses.knownWait(address, 'try')).toBeGreaterThan(0);
    // The other one was at the limit with its own last request.
    expect(other.addresses.knownWait(address, 'try')).toBeGreaterThan(0);
    expect(other.addresses.knownWait(network(), 'try')).toBe(0);
  });

  it('R05: count all spellings of an address and all hosts of a /64 as one', async () => {
    const limits = await replica();
    const address = network();
    await limits.addresses.spend(address, 'try');
    const longer = address.replace('::1', ':0:0:0:abcd').toUpperCase();
    expect(await limits.addresses.spend(longer, 'try')).toMatchObject({ remaining: 298 });
  });

  it('count persons apart by tenant and subject', async () => {
    const limits = await replica();
    const subject = subjectId(randomUUID());
    const who = { tenant: tenantId('demo'), subject };
    const count = (one: typeof who) => limits.requests.counted(one);
    for (let n = 0; n < QUOTAS.evaluate.requests; n += 1) {
      expect((await count(who)).waitSeconds).toBe(0);
    }
    expect((await count(who)).waitSeconds).toBeGreaterThan(0);
    const others = [
      { ...who, tenant: tenantId('legacy') },
      { ...who, subject: subjectId(randomUUID()) },
    ];
    for (const other of others) expect((await count(other)).waitSeconds).toBe(0);
  });
});

describe('F03: while Redis cannot be reached', () => {
  it('each replica counts by itself, at a third, tells so once, and shares again afterwards', async () => {
    way = await severable(redis.url);
    const limits = await replica(way.url);
    lines.splice(0);
    way.sever();
    const address = network();
    const { requests } = localQuota(QUOTAS.address);
    const spent = await spentUntil(limits, address, requests + 1);
    expect(spent.at(-2)).toMatchObject({ waitSeconds: 0, remaining: 0, quota: { requests: 100 } });
    expect(spent.at(-1)?.waitSeconds).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes('Redis is down or slow'))).toHaveLength(1);

    way.restore();
    const after = network();
    let shared = false;
    for (let n = 0; n < 400 && !shared; n += 1) {
      shared =
        (await limits.addresses.spend(after, 'try')).quota.requests === QUOTAS.address.requests;
      if (!shared) await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(shared).toBe(true);
    expect(lines.some((line) => line.includes('shared through Redis again'))).toBe(true);
  });

  it('nobody waits for a start without it', async () => {
    way = await severable(redis.url);
    way.sever();
    const limits = openSharedLimits(new Secret(way.url), logger);
    opened.push(limits);
    expect(await limits.addresses.spend(network(), 'try')).toMatchObject({
      quota: { requests: 100 },
    });
  });
});

describe('F03: a Redis that does not answer', () => {
  it('is waited for once, then left alone: the circuit is open after the first silence', async () => {
    const silent = await fakeRedis({ silent: true });
    const limits = openSharedLimits(new Secret(silent.url), logger);
    opened.push(limits);
    for (let n = 0; n < 500 && silent.asked() === 0; n += 1) {
      await limits.addresses.spend(network(), 'try');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(silent.asked()).toBe(1);
    const before = limits.addresses.countedLocally;
    const begun = performance.now();
    const spent = await spentUntil(limits, network(), 50);
    expect(spent.at(-1)).toMatchObject({ quota: { requests: 100 }, remaining: 50 });
    expect(limits.addresses.countedLocally - before).toBe(50);
    // One of them finds out, each time that a pause is over; nobody else waits.
    const pauses = 1 + (performance.now() - begun) / 250;
    expect(silent.asked() - 1).toBeLessThanOrEqual(pauses);
    expect(LONGEST_WAIT_MS).toBeLessThanOrEqual(20);
    await silent.close();
  });
});

describe('F03: a Redis that was emptied', () => {
  it('counts anew, and nothing more: this process still knows who has to wait', async () => {
    const limits = await replica();
    const address = network();
    await spentUntil(limits, address, QUOTAS.address.requests + 1);
    const admin = new Redis(redis.url);
    await (GIVEN ? admin.del(`latchkey:address:${networkNamed(address)}`) : admin.flushall());
    admin.disconnect();
    expect(limits.addresses.knownWait(address, 'try')).toBeGreaterThan(0);
    expect((await limits.addresses.spend(address, 'try')).waitSeconds).toBeGreaterThan(0);
    const other = await replica();
    expect(await other.addresses.spend(address, 'try')).toMatchObject({ waitSeconds: 0 });
  });
});
