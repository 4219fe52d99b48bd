import { AddressLimits } from '#libs/credentials';
import { networkOf } from '#libs/platform';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

/** A minute begins with a network's first request. Whoever is refused makes it no longer. */
const SPEND = statement(
  'address_spend',
  `WITH swept AS (
     DELETE FROM credentials.address_attempts x WHERE x.network IN (
       SELECT o.network FROM credentials.address_attempts o
       WHERE o.network <> $1 AND o.ends_at < clock_timestamp()
       ORDER BY o.ends_at LIMIT 2 FOR UPDATE SKIP LOCKED)
   )
   INSERT INTO credentials.address_attempts AS a (network, counted, ends_at)
   VALUES ($1, 1, clock_timestamp() + interval '1 minute')
   ON CONFLICT (network) DO UPDATE SET
     counted = CASE WHEN a.ends_at <= clock_timestamp() THEN 1
                    ELSE least(a.counted, $2) + 1 END,
     ends_at = CASE WHEN a.ends_at <= clock_timestamp()
                    THEN clock_timestamp() + interval '1 minute' ELSE a.ends_at END
   RETURNING CASE WHEN a.counted > $2
     THEN greatest(1, ceil(extract(epoch FROM a.ends_at - clock_timestamp()))) ELSE 0
   END::int AS wait_seconds`,
  'an address belongs to no tenant; it is counted before anybody has said which one is meant',
);

/** Whose address cannot be told shares one bucket with everybody alike. */
const NOWHERE = 'unknown';

export class TypeormAddressLimits extends AddressLimits {
  constructor(
    private readonly database: Database,
    private readonly perMinute = AddressLimits.TRIES_PER_MINUTE,
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
