import type { Evidence, FailedAttempt } from '#libs/credentials';
import { Attempts } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { statement } from '../statement.js';
import { toldOf } from './cause.js';
import { failureColumns } from './failure-columns.js';
import { journalSteps, NOW } from './journal-steps.js';
import { WAIT_SECONDS } from './wait-seconds.js';

const { waitUntil, disabledAt } = failureColumns(4);

/**
 * One upsert under the row's lock. A clock that steps back shortens no wait (greatest). The subject is
 * locked first, as by every writer of several rows of a person: a change that clears the counter and
 * a failure that is journalled would otherwise wait for each other.
 */
const FAILED = statement(
  'attempts_failed',
  `WITH held AS MATERIALIZED (
    SELECT s.tenant, s.subject FROM directory.subject s
    WHERE s.tenant = $1 AND s.subject = $2 FOR NO KEY UPDATE
  ), counted AS (
    INSERT INTO credentials.attempts AS a
     (tenant, subject, class, failures, wait_until, disabled_at)
   SELECT h.tenant, h.subject, $3, 1, ${waitUntil('1')}, ${disabledAt('1')} FROM held h
   ON CONFLICT (tenant, subject, class) DO UPDATE SET
     failures = a.failures + 1,
     wait_until = greatest(a.wait_until, ${waitUntil('a.failures + 1')}),
     disabled_at = coalesce(a.disabled_at, ${disabledAt('a.failures + 1')})
   RETURNING a.tenant, a.subject, a.failures, ${WAIT_SECONDS} AS wait_seconds
  ), written AS (
    SELECT c.tenant, c.subject, ${NOW} AS at,
      CASE c.failures WHEN $7::int THEN 'password_locked' ELSE 'password_attempts_failed' END AS type
    FROM counted c WHERE c.failures IN ($4::int, $7::int)
  ), ${journalSteps('w.type', 8)}
  SELECT c.wait_seconds FROM counted c`,
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

  override async failed(attempt: FailedAttempt): Promise<number> {
    const { tenant, subject, evidence, limit, cause } = attempt;
    const { waitsFrom, firstWaitSeconds, longestWaitSeconds, cap } = limit;
    const bounds = [waitsFrom, firstWaitSeconds, longestWaitSeconds, cap];
    const [row] = await this.database.query<{ wait_seconds: number }>(FAILED, [
      ...[tenant, subject, evidence],
      ...bounds,
      JSON.stringify({ evidence, ...toldOf(cause) }),
    ]);
    return row?.wait_seconds ?? 0;
  }

  override async cleared(tenant: TenantId, subject: SubjectId, evidence: Evidence): Promise<void> {
    await this.database.query(CLEARED, [tenant, subject, evidence]);
  }
}
