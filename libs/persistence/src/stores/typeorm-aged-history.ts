import type { RememberedPerson, RemindingTenant } from '#libs/credentials';
import { AgedHistory } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { APPLYING_POLICIES, policyOf } from '../rows/policies.js';
import type { TenantRow } from '../rows/reminding-tenants.js';
import { remindingTenant, TENANTS_WITH_POLICIES } from '../rows/reminding-tenants.js';
import { statement } from '../statement.js';

interface PersonRow extends Omit<TenantRow, 'tenant'> {
  readonly subject: SubjectId;
  readonly aged: boolean;
}

const TENANTS = statement(
  'history_tenants',
  TENANTS_WITH_POLICIES,
  'finds the tenants where remembered passwords age; their people are asked for tenant by tenant',
);

/** An entry was replaced when the next one was entered: of n old ones n - 1 were replaced as long ago. */
const OLDER = statement(
  'history_older',
  `SELECT s.subject, t.second_factor, o.entries > 1 AS aged,
     CASE WHEN o.entries > 1 THEN ${APPLYING_POLICIES} END AS policies
   FROM directory.subject s
   JOIN tenancy.settings t ON t.tenant = s.tenant
   CROSS JOIN LATERAL (
     SELECT count(*) AS entries FROM credentials.history h
     WHERE h.tenant = s.tenant AND h.subject = s.subject
       AND h.entered_at <= clock_timestamp() - make_interval(days => $2::int)
   ) o
   WHERE s.tenant = $1 AND s.subject > $3
   ORDER BY s.subject LIMIT 500`,
);

const FORGET = statement(
  'history_forget',
  `DELETE FROM credentials.history h USING (
     SELECT e.entry_id, lag(e.entered_at) OVER (ORDER BY e.entered_at DESC, e.entry_id) AS replaced_at
     FROM credentials.history e WHERE e.tenant = $1 AND e.subject = $2
   ) age
   WHERE h.tenant = $1 AND h.subject = $2 AND h.entry_id = age.entry_id
     AND age.replaced_at <= clock_timestamp() - make_interval(days => $3::int)
   RETURNING h.entry_id`,
);

export class TypeormAgedHistory extends AgedHistory {
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
  ): Promise<{ people: readonly RememberedPerson[]; last: SubjectId } | undefined> {
    const rows = await this.database.query<PersonRow>(OLDER, [tenant, days, after ?? '']);
    const last = rows.at(-1)?.subject;
    if (last === undefined) return undefined;
    const people = rows.filter(({ aged }) => aged).map((row) => rememberedPerson(tenant, row));
    return { people, last };
  }

  override async forget(tenant: TenantId, subject: SubjectId, days: number): Promise<number> {
    return (await this.database.query(FORGET, [tenant, subject, days])).length;
  }
}

function rememberedPerson(tenant: TenantId, row: PersonRow): RememberedPerson {
  const { policy } = policyOf(row.policies, row.second_factor === 'required');
  return { tenant, subject: row.subject, days: policy.historyDays };
}
