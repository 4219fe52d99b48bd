import { AddressLimits } from '#libs/credentials';
import { networkOf } from '#libs/platform';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

const SPEND = statement(
  'address_spend',
  `SELECT credentials.spend_address($1, $2) AS wait_seconds`,
  'an address belongs to no tenant; it is counted before anybody has said which one is meant',
);

/** Whose address cannot be told shares one bucket with everybody alike. */
const NOWHERE = 'unknown';

export class TypeormAddressLimits extends AddressLimits {
  constructor(
    private readonly database: Database,
    readonly perMinute = AddressLimits.TRIES_PER_MINUTE,
  ) {
    super();
  }

  override async spend(address: string | undefined): Promise<number> {
    const network = (address !== undefined && networkOf(address)) || NOWHERE;
    const values = [network, this.perMinute];
    const [row] = await this.database.query<{ wait_seconds: number }>(SPEND, values);
    return row?.wait_seconds ?? 0;
  }
}
