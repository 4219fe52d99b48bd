import { AddressLimits } from '#libs/credentials';
import type { CountedTry, Quota, Spent } from '#libs/identity';
import { countedOn, QUOTAS, spentOf } from '#libs/identity';
import { networkNamed, RememberedWaits } from '#libs/platform';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

const COUNT = statement(
  'address_count',
  `SELECT c.counted, c.seconds_left FROM credentials.count_address($1, $2) c`,
  'an address belongs to no tenant; it is counted before anybody has said which one is meant',
);

interface Row {
  readonly counted: number;
  readonly seconds_left: number;
}

export class TypeormAddressLimits extends AddressLimits {
  private readonly waits = new RememberedWaits();
  private readonly quota: Quota;

  constructor(
    private readonly database: Database,
    requests: number = QUOTAS.address.requests,
  ) {
    super();
    this.quota = { ...QUOTAS.address, requests };
  }

  override async spend(address: string | undefined, what: CountedTry): Promise<Spent> {
    const network = countedOn(networkNamed(address), what);
    const [row] = await this.database.query<Row>(COUNT, [network, this.quota.requests]);
    const spent = spentOf(this.quota, row?.counted ?? 1, row?.seconds_left ?? 0);
    this.waits.remember(network, spent);
    return spent;
  }

  override knownWait(address: string | undefined, what: CountedTry): number {
    return this.waits.of(countedOn(networkNamed(address), what));
  }
}
