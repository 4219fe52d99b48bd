import type { CountedPerson } from '#libs/credentials';
import { AddressLimits, RequestLimits } from '#libs/credentials';
import type { Quota, Spent } from '#libs/identity';
import { spentOf } from '#libs/identity';

class FakeAddressLimits extends AddressLimits {
  readonly spent: (string | undefined)[] = [];
  wait = 0;

  spend(address: string | undefined): Promise<Spent> {
    this.spent.push(address);
    return Promise.resolve(spentOf({ name: 'address', requests: 300, seconds: 60 }, 1, 60));
  }

  knownWait(): number {
    return this.wait;
  }
}

class FakeRequestLimits extends RequestLimits {
  readonly asked: CountedPerson[] = [];

  counted(who: CountedPerson, quota: Quota): Promise<Spent> {
    this.asked.push(who);
    return Promise.resolve(spentOf(quota, 1, 60));
  }
}

/** Counts what it is told, and lets everybody wait as long as a test wants. */
export const fakeLimits = () => ({
  addresses: new FakeAddressLimits(),
  requests: new FakeRequestLimits(),
});
