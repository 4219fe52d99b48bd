import type { AgeingPassword, RemindingTenant } from '#libs/credentials';
import { ExpiryReminders } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';
import { ageVerdict } from '#libs/password-policy';

import type { Database } from '../database.js';
import type { ExemptionsColumn } from '../rows/exemptions.js';
import { EXEMPTIONS, exemptionsOf } from '../rows/exemptions.js';
import { APPLYING_POLICIES, policyOf } from '../rows/policies.js';
import type { TenantRow } from '../rows/reminding-tenants.js';
import { remindingTenant, TENANTS_WITH_POLICIES } from '../rows/reminding-tenants.js';
import { statement } from '../statement.js';
import { journalSteps, LOCKED, NOW } from './journal-steps.js';

interface PasswordRow extends TenantRow {
  readonly subject: SubjectId;
  readonly version: number;
  readonly changed_at: Date;
  readonly reminded_of: Date | null;
  readonly as_of: Date;
  readonly exemptions: ExemptionsColumn;
}

const TENANTS = statement(
  'reminders_tenants',
  `${TENANTS_WITH_POLICIES} WHERE 'PASSWORD' = ANY (s.methods)`,
  'finds the tenants whose passwords expire; their people are asked for tenant by tenant',
);

const OLDER = statement(
  'reminders_older',
  `SELECT p.tenant, p.subject, p.version, p.changed_at, p.reminded_of,
     clock_timestamp() AS as_of, t.second_factor,
     ${APPLYING_POLICIES} AS policies, ${EXEMPTIONS} AS exemptions
   FROM credentials.password p
   JOIN directory.subject s ON s.tenant = p.tenant AND s.subject = p.subject
   JOIN tenancy.settings t ON t.tenant = p.tenant
   WHERE p.tenant = $1 AND p.subject > $3
     AND p.changed_at <= clock_timestamp() - make_interval(hours => 24 * $2::int)
     AND p.quarantined_at IS NULL AND s.status = 'active' AND s.managed_by IS NULL
   ORDER BY p.subject LIMIT 500`,
);

const REMIND = statement(
  'reminders_remind',
  `WITH ${LOCKED}, written AS (
    UPDATE credentials.password p SET reminded_of = $4
    FROM locked l
    WHERE p.tenant = l.tenant AND p.subject = l.subject AND p.version = $3
      AND p.quarantined_at IS NULL AND p.reminded_of IS DISTINCT FROM $4
    RETURNING p.tenant, p.subject, ${NOW} AS at
  ), ${journalSteps(5, 6)}
  SELECT w.at FROM written w`,
);

export class TypeormExpiryReminders extends ExpiryReminders {
  constructor(private readonly database: Database) {
    super();
  }

  override async tenants(): Promise<readonly RemindingTenant[]> {
    const rows = await this.database.query<TenantRow>(TENANTS, []);
    return rows.map(remindingTenant);
  }

  override async older(
    tenant: TenantId,
    days: number,
    after: SubjectId | undefined,
  ): Promise<readonly AgeingPassword[]> {
    const rows = await this.database.query<PasswordRow>(OLDER, [tenant, days, after ?? '']);
    return rows.map(ageingPassword);
  }

  override async remind(
    { tenant, subject, version, age }: AgeingPassword,
    expiresAt: Date,
  ): Promise<boolean> {
    const data = JSON.stringify({ expires_at: expiresAt.toISOString() });
    const event = age.expired ? 'password_expired' : 'password_expiring';
    const values = [tenant, subject, version, expiresAt, event, data];
    return (await this.database.query(REMIND, values)).length > 0;
  }
}

function ageingPassword(row: PasswordRow): AgeingPassword {
  const { tenant, subject, version, changed_at: changedAt, reminded_of: remindedOf } = row;
  const { policy } = policyOf(row.policies, row.second_factor === 'required');
  const age = ageVerdict(policy, changedAt, row.as_of, exemptionsOf(row.exemptions));
  return { tenant, subject, version, age, ...(remindedOf && { remindedOf }) };
}
