import type { CountedPerson } from '#libs/credentials';
import { RequestLimits } from '#libs/credentials';
import type { Quota, Spent } from '#libs/identity';
import { spentOf } from '#libs/identity';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

const OVER = `c.began_at <= clock_timestamp() - make_interval(secs => $3::float8)`;

/** One upsert under the row's lock. Whoever goes on asking does not lengthen the wait. */
const COUNTED = statement(
  'request_counted',
  `INSERT INTO credentials.request_count AS c (tenant, subject, operation, began_at, requests)
   VALUES ($1, $2, 'evaluate', clock_timestamp(), 1)
   ON CONFLICT (tenant, subject, operation) DO UPDATE SET
     began_at = CASE WHEN ${OVER} THEN clock_timestamp() ELSE c.began_at END,
     requests = CASE WHEN ${OVER} THEN 1 ELSE least(c.requests, $4::int) + 1 END
   RETURNING c.requests,
     extract(epoch FROM c.began_at - clock_timestamp())::float8 + $3::float8 AS seconds_left`,
);

interface Row {
  readonly requests: number;
  readonly seconds_left: number;
}

export class TypeormRequestLimits extends RequestLimits {
  constructor(private readonly database: Database) {
    super();
  }

  override async counted(who: CountedPerson, quota: Quota): Promise<Spent> {
    const values = [who.tenant, who.subject, quota.seconds, quota.requests];
    const [row] = await this.database.query<Row>(COUNTED, values);
    return spentOf(quota, row?.requests ?? 1, row?.seconds_left ?? 0);
  }
}
