import type { AttemptLimit } from '#libs/credentials';
import { ShadowAttempts } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';
import type { Policy } from '#libs/password-policy';

import type { Database } from '../database.js';
import { policyOf, TENANTS_POLICY } from '../rows/policies.js';
import { statement } from '../statement.js';
import { failureColumns } from './failure-columns.js';
import { WAIT_SECONDS } from './wait-seconds.js';

const { waitUntil, disabledAt } = failureColumns(3);

const TO_VERIFY = statement(
  'shadow_to_verify',
  `SELECT t.second_factor, ${TENANTS_POLICY} AS policies, ${WAIT_SECONDS} AS wait_seconds
   FROM tenancy.settings t
   LEFT JOIN credentials.shadow_attempts a ON a.tenant = t.tenant AND a.shadow = $2
   WHERE t.tenant = $1`,
);

/**
 * Takes two old ones away for each that comes, so that the table never grows for longer than it
 * remembers: whoever asks again sooner is answered as by a person's own counter.
 */
const FAILED = statement(
  'shadow_failed',
  `WITH swept AS (
     DELETE FROM credentials.shadow_attempts x
     WHERE x.tenant = $1 AND x.shadow IN (
       SELECT o.shadow FROM credentials.shadow_attempts o
       WHERE o.tenant = $1 AND o.shadow <> $2
         AND o.failed_at < clock_timestamp() - interval '90 days'
       ORDER BY o.failed_at LIMIT 2 FOR UPDATE SKIP LOCKED)
   )
   INSERT INTO credentials.shadow_attempts AS a
     (tenant, shadow, failures, wait_until, disabled_at, failed_at)
   VALUES ($1, $2, 1, ${waitUntil('1')}, ${disabledAt('1')}, clock_timestamp())
   ON CONFLICT (tenant, shadow) DO UPDATE SET
     failures = a.failures + 1,
     wait_until = greatest(a.wait_until, ${waitUntil('a.failures + 1')}),
     disabled_at = coalesce(a.disabled_at, ${disabledAt('a.failures + 1')}),
     failed_at = clock_timestamp()`,
);

interface ShadowRow {
  readonly second_factor: 'optional' | 'required';
  readonly policies: string | null;
  readonly wait_seconds: number;
}

export class TypeormShadowAttempts extends ShadowAttempts {
  constructor(private readonly database: Database) {
    super();
  }

  override async toVerify(
    tenant: TenantId,
    shadow: SubjectId,
  ): Promise<{ waitSeconds: number; policy: Policy }> {
    const [row] = await this.database.query<ShadowRow>(TO_VERIFY, [tenant, shadow]);
    const { policy } = policyOf(row?.policies ?? null, row?.second_factor === 'required');
    return { waitSeconds: row?.wait_seconds ?? 0, policy };
  }

  override async failed(tenant: TenantId, shadow: SubjectId, limit: AttemptLimit): Promise<void> {
    const { waitsFrom, firstWaitSeconds, longestWaitSeconds, cap } = limit;
    const bounds = [waitsFrom, firstWaitSeconds, longestWaitSeconds, cap];
    await this.database.query(FAILED, [tenant, shadow, ...bounds]);
  }
}
