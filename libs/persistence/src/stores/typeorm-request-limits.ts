import type { RequestLimit } from '#libs/credentials';
import { RequestLimits } from '#libs/credentials';

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
   RETURNING CASE WHEN c.requests <= $5::int THEN 0 ELSE least(greatest(ceil(extract(epoch FROM
     c.began_at - clock_timestamp()) + $4::float8), 1), $4::float8) END::int AS wait_seconds`,
);

type Who = Parameters<RequestLimits['counted']>[0];

export class TypeormRequestLimits extends RequestLimits {
  constructor(private readonly database: Database) {
    super();
  }

  override async counted(
    { tenant, subject, operation }: Who,
    { requests, seconds }: RequestLimit,
  ): Promise<number> {
    const values = [tenant, subject, operation, seconds, requests];
    const [row] = await this.database.query<{ wait_seconds: number }>(COUNTED, values);
    return row?.wait_seconds ?? 0;
  }
}
