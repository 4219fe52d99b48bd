import type { AttemptLimit, Evidence } from '#libs/credentials';
import { Attempts } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { statement } from '../statement.js';
import { failureColumns } from './failure-columns.js';
import { WAIT_SECONDS } from './wait-seconds.js';

const { waitUntil, disabledAt } = failureColumns(4);

/** One upsert under the row's lock. A clock that steps back shortens no wait (greatest). */
const FAILED = statement(
  'attempts_failed',
  `INSERT INTO credentials.attempts AS a
     (tenant, subject, class, failures, wait_until, disabled_at)
   VALUES ($1, $2, $3, 1, ${waitUntil('1')}, ${disabledAt('1')})
   ON CONFLICT (tenant, subject, class) DO UPDATE SET
     failures = a.failures + 1,
     wait_until = greatest(a.wait_until, ${waitUntil('a.failures + 1')}),
     disabled_at = coalesce(a.disabled_at, ${disabledAt('a.failures + 1')})
   RETURNING ${WAIT_SECONDS} AS wait_seconds`,
);

const CLEARED = statement(
  'attempts_cleared',
  `DELETE FROM credentials.attempts a
   WHERE a.tenant = $1 AND a.subject = $2 AND a.class = $3 AND a.disabled_at IS NULL`,
);

export class TypeormAttempts extends Attempts {
  constructor(private readonly database: Database) {
    super();
  }

  override async failed(
    tenant: TenantId,
    subject: SubjectId,
    evidence: Evidence,
    limit: AttemptLimit,
  ): Promise<number> {
    const { waitsFrom, firstWaitSeconds, longestWaitSeconds, cap } = limit;
    const bounds = [waitsFrom, firstWaitSeconds, longestWaitSeconds, cap];
    const [row] = await this.database.query<{ wait_seconds: number }>(FAILED, [
      ...[tenant, subject, evidence],
      ...bounds,
    ]);
    return row?.wait_seconds ?? 0;
  }

  override async cleared(tenant: TenantId, subject: SubjectId, evidence: Evidence): Promise<void> {
    await this.database.query(CLEARED, [tenant, subject, evidence]);
  }
}
