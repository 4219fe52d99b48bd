import type { Provider } from '@nestjs/common';

import { AddressLimits, ChangeAllowance, RequestLimits } from '#libs/credentials';
import type { Database } from '#libs/persistence';
import { TypeormAddressLimits, TypeormRequestLimits } from '#libs/persistence';
import { wired } from '#libs/platform';

/** Where requests are counted. */
export interface Limits {
  readonly addresses: AddressLimits;
  readonly requests: RequestLimits;
}

/** In PostgreSQL, where no Redis is there to count in. */
export const limitsInDatabase = (database: Database, triesPerMinute?: number): Limits => ({
  addresses: new TypeormAddressLimits(database, triesPerMinute),
  requests: new TypeormRequestLimits(database),
});

/** How often a network and a person may do what costs work. */
export const limiting = ({ addresses, requests }: Limits): readonly Provider[] => [
  { provide: AddressLimits, useValue: addresses },
  { provide: RequestLimits, useValue: requests },
  wired(ChangeAllowance, ChangeAllowance, [AddressLimits]),
];
