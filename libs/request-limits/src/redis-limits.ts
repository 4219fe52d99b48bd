import type { Redis } from 'ioredis';

import type { CountedPerson } from '#libs/credentials';
import { AddressLimits, RequestLimits } from '#libs/credentials';
import type { CountedTry, Quota, Spent } from '#libs/identity';
import { countedOn, QUOTAS, spentOf } from '#libs/identity';
import { networkNamed, RememberedWaits } from '#libs/platform';

import type { Care } from './shared-counts.js';
import { SharedCounts } from './shared-counts.js';

export class RedisAddressLimits extends AddressLimits {
  private readonly waits = new RememberedWaits();
  private readonly counts: SharedCounts;

  constructor(
    redis: Redis,
    care: Care,
    private readonly quota: Quota = QUOTAS.address,
  ) {
    super();
    this.counts = new SharedCounts(redis, quota, care);
  }

  get countedLocally(): number {
    return this.counts.countedLocally;
  }

  override async spend(address: string | undefined, what: CountedTry): Promise<Spent> {
    const network = countedOn(networkNamed(address), what);
    const known = this.waits.of(network);
    if (known > 0) return spentOf(this.quota, this.quota.requests + 1, known);
    const spent = await this.counts.spend(network);
    this.waits.remember(network, spent);
    return spent;
  }

  override knownWait(address: string | undefined, what: CountedTry): number {
    return this.waits.of(countedOn(networkNamed(address), what));
  }
}

export class RedisRequestLimits extends RequestLimits {
  private readonly counts: SharedCounts;

  constructor(redis: Redis, care: Care) {
    super();
    this.counts = new SharedCounts(redis, QUOTAS.evaluate, care);
  }

  get countedLocally(): number {
    return this.counts.countedLocally;
  }

  override counted({ tenant, subject }: CountedPerson): Promise<Spent> {
    return this.counts.spend(JSON.stringify(['evaluate', tenant, subject]));
  }
}
