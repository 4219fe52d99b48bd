import type {
  Cause,
  OtherFactors,
  PasswordEvent,
  PasswordRemoval,
  SupportReason,
} from '#libs/credentials';
import { PasswordRemovals } from '#libs/credentials';
import type { SubjectId, TenantId, VerificationType } from '#libs/identity';
import { availableMethods } from '#libs/identity';

import type { Database } from '../database.js';
import { SWITCHED_ON_COLUMN, switchedOnOf } from '../rows/switched-on.js';
import { statement } from '../statement.js';
import { toldOf } from './cause.js';
import { journalSteps, NOW } from './journal-steps.js';

const OTHER_FACTORS = statement(
  'removals_other_factors',
  `SELECT s.factors_version, ${SWITCHED_ON_COLUMN},
     ARRAY (SELECT DISTINCT m.type FROM verification.medium m
            WHERE m.tenant = s.tenant AND m.subject = s.subject
              AND m.verified_at IS NOT NULL AND m.quarantined_at IS NULL) AS enrolled
   FROM directory.subject s JOIN tenancy.settings t ON t.tenant = s.tenant
   WHERE s.tenant = $1 AND s.subject = $2`,
);

/** The lock's predicate is judged on the newest row: a factor that went meanwhile stops this. */
const REMOVE = statement(
  'removals_remove',
  `WITH locked AS MATERIALIZED (
    SELECT s.tenant, s.subject FROM directory.subject s
    WHERE s.tenant = $1 AND s.subject = $2 AND s.status = 'active' AND s.factors_version = $3
    FOR NO KEY UPDATE
  ), written AS (
    DELETE FROM credentials.password p USING locked l
    WHERE p.tenant = l.tenant AND p.subject = l.subject AND p.version = $4
    RETURNING p.tenant, p.subject, ${NOW} AS at
  ), ended AS (
    UPDATE directory.subject s
    SET epoch = s.epoch + 1, cutoff_at = greatest(s.cutoff_at, w.at), kept_session = $5::jsonb,
        factors_version = s.factors_version + 1
    FROM written w WHERE s.tenant = w.tenant AND s.subject = w.subject
  ), cleared AS (
    DELETE FROM credentials.attempts a USING written w
    WHERE a.tenant = w.tenant AND a.subject = w.subject
  ), ${journalSteps(6, 7)}
  SELECT w.at FROM written w`,
);

const UNLOCK = statement(
  'removals_unlock',
  `WITH written AS MATERIALIZED (
    SELECT s.tenant, s.subject, ${NOW} AS at FROM directory.subject s
    WHERE s.tenant = $1 AND s.subject = $2 FOR NO KEY UPDATE
  ), cleared AS (
    DELETE FROM credentials.attempts a USING written w
    WHERE a.tenant = w.tenant AND a.subject = w.subject RETURNING a.class
  ), ${journalSteps(3, 4)}
  SELECT EXISTS (SELECT FROM cleared) AS unlocked FROM written w`,
);

interface FactorsRow {
  readonly factors_version: number;
  readonly methods: string;
  readonly enrolled: readonly VerificationType[];
}

export class TypeormPasswordRemovals extends PasswordRemovals {
  constructor(private readonly database: Database) {
    super();
  }

  override async otherFactors(
    tenant: TenantId,
    subject: SubjectId,
  ): Promise<OtherFactors | undefined> {
    const [row] = await this.database.query<FactorsRow>(OTHER_FACTORS, [tenant, subject]);
    if (!row) return undefined;
    const available = availableMethods(switchedOnOf(row.methods));
    const types = new Set(row.enrolled.filter((type) => available.has(type)));
    return { factorsVersion: row.factors_version, types };
  }

  override async remove(removal: PasswordRemoval, cause: Cause): Promise<Date | undefined> {
    const { tenant, subject, factorsVersion, version, keep } = removal;
    const event: PasswordEvent = 'password_removed';
    const [row] = await this.database.write<{ at: Date }>(REMOVE, [
      ...[tenant, subject, factorsVersion, version, keep && JSON.stringify(keep)],
      ...[event, JSON.stringify(toldOf(cause))],
    ]);
    return row?.at;
  }

  override async unlock(
    { tenant, subject }: { readonly tenant: TenantId; readonly subject: SubjectId },
    reason: SupportReason,
    cause: Cause,
  ): Promise<boolean | undefined> {
    const event: PasswordEvent = 'password_unlocked';
    const data = JSON.stringify({ reason, ...toldOf(cause) });
    const values = [tenant, subject, event, data];
    const [row] = await this.database.write<{ unlocked: boolean }>(UNLOCK, values);
    return row?.unlocked;
  }
}
