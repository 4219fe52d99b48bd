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
  private readonly waits = new RememberedWaits();
  private readonly counts: Readonly<Record<CountedPerson['operation'], SharedCounts>>;

  constructor(redis: Redis, care: Care) {
    super();
    const of = (quota: Quota): SharedCounts => new SharedCounts(redis, quota, care);
    this.counts = { change: of(QUOTAS.change), evaluate: of(QUOTAS.evaluate) };
  }

  get countedLocally(): number {
    const { change, evaluate } = this.counts;
    return change.countedLocally + evaluate.countedLocally;
  }

  override async counted(who: CountedPerson): Promise<Spent> {
    const spent = await this.counts[who.operation].spend(keyOf(who));
    this.waits.remember(keyOf(who), spent);
    return spent;
  }

  override knownWait(who: CountedPerson): number {
    return this.waits.of(keyOf(who));
  }
}

const keyOf = ({ tenant, subject, operation }: CountedPerson): string =>
  JSON.stringify([operation, tenant, subject]);
