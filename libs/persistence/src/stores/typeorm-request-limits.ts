import type { CountedPerson } from '#libs/credentials';
import { RequestLimits } from '#libs/credentials';
import type { Quota, Spent } from '#libs/identity';
import { spentOf } from '#libs/identity';
import { RememberedWaits } from '#libs/platform';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

const OVER = `c.began_at <= clock_timestamp() - make_interval(secs => $4::float8)`;

/** One upsert under the row's lock. Whoever goes on asking does not lengthen the wait. */
const COUNTED = statement(
  'request_counted',
  `INSERT INTO credentials.request_count AS c (tenant, subject, operation, began_at, requests)
   VALUES ($1, $2, $3, clock_timestamp(), 1)
   ON CONFLICT (tenant, subject, operation) DO UPDATE SET
     began_at = CASE WHEN ${OVER} THEN clock_timestamp() ELSE c.began_at END,
     requests = CASE WHEN ${OVER} THEN 1 ELSE least(c.requests, $5::int) + 1 END
   RETURNING c.requests,
     extract(epoch FROM c.began_at - clock_timestamp())::float8 + $4::float8 AS seconds_left`,
);

interface Row {
  readonly requests: number;
  readonly seconds_left: number;
}

export class TypeormRequestLimits extends RequestLimits {
  private readonly waits = new RememberedWaits();

  constructor(private readonly database: Database) {
    super();
  }

  override async counted(who: CountedPerson, quota: Quota): Promise<Spent> {
    const { tenant, subject, operation } = who;
    const values = [tenant, subject, operation, quota.seconds, quota.requests];
    const [row] = await this.database.query<Row>(COUNTED, values);
    const spent = spentOf(quota, row?.requests ?? 1, row?.seconds_left ?? 0);
    this.waits.remember(keyOf(who), spent);
    return spent;
  }

  override knownWait(who: CountedPerson): number {
    return this.waits.of(keyOf(who));
  }
}

const keyOf = ({ tenant, subject, operation }: CountedPerson): string =>
  JSON.stringify([operation, tenant, subject]);
