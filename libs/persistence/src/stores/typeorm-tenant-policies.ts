import type {
  PoliciesOnArrival,
  PoliciesSeen,
  PolicyWrite,
  SavedPolicy,
  SavedShadow,
  ShadowWrite,
} from '#libs/credentials';
import { TenantPolicies } from '#libs/credentials';
import type { Caller, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { ALL_POLICIES, savedPolicies, TENANT_POLICY, WHOLE_TENANT } from '../rows/policies.js';
import type { AdminRow } from '../rows/admin-row.js';
import { ADMIN_COLUMNS, adminOf } from '../rows/admin-row.js';
import { statement } from '../statement.js';
import { callerStatements, statementFor } from './caller-statements.js';
import { recordedSave } from './journal-steps.js';
import { POLICIES_COUNTED } from './policies-counted.js';
import { SAVE_SHADOW } from './shadow-statements.js';

interface PoliciesRow {
  readonly second_factor: 'optional' | 'required';
  readonly policies: string | null;
}

interface ArrivalRow extends AdminRow, PoliciesRow {
  readonly policies_version: number;
}

const ON_ARRIVAL = callerStatements(
  'policies_on_arrival',
  (whom) => `
  SELECT ${ADMIN_COLUMNS}, n.policies_version,
    ${ALL_POLICIES} AS policies
  FROM directory.subject s
  JOIN tenancy.settings t ON t.tenant = s.tenant
  JOIN tenancy.tenant n ON n.id = s.tenant
  WHERE ${whom}`,
);

const OF_TENANT = statement(
  'policies_of_tenant',
  `SELECT s.second_factor,
     ${TENANT_POLICY} AS policies
   FROM tenancy.settings s WHERE s.tenant = $1`,
);

const SAVE_FIRST = statement(
  'policies_save_first',
  recordedSave(
    `INSERT INTO tenancy.policy AS d (tenant, scope, document)
    SELECT c.tenant, $3::text, $4::jsonb FROM counted c WHERE c.tenant = $1
    ON CONFLICT (tenant, scope) DO UPDATE SET version = 1, document = $4::jsonb
      WHERE d.tenant = $1 AND d.version = 0`,
    { type: 5, data: 6 },
    POLICIES_COUNTED,
  ),
);

const REPLACE = statement(
  'policies_replace',
  recordedSave(
    `UPDATE tenancy.policy d SET version = d.version + 1, document = $4::jsonb
    FROM counted c
    WHERE d.tenant = c.tenant AND d.tenant = $1 AND d.scope = $3 AND d.version = $8`,
    { type: 5, data: 6 },
    POLICIES_COUNTED,
  ),
);

export class TypeormTenantPolicies extends TenantPolicies {
  constructor(private readonly database: Database) {
    super();
  }

  override async onArrival(caller: Caller): Promise<PoliciesOnArrival | undefined> {
    const [row] = await this.database.query<ArrivalRow>(...statementFor(ON_ARRIVAL, caller));
    return row && { ...adminOf(row), ...policiesOf(row), policiesVersion: row.policies_version };
  }

  override async ofTenant(
    tenant: TenantId,
  ): Promise<{ saved: SavedPolicy; secondFactorRequired: boolean } | undefined> {
    const [row] = await this.database.query<PoliciesRow>(OF_TENANT, [tenant]);
    if (!row) return undefined;
    const { policies, secondFactorRequired } = policiesOf(row);
    return { saved: policies.tenant, secondFactorRequired };
  }

  override async save(
    { tenant, by, origin, group, before, after }: PolicyWrite,
    { version, policiesVersion }: PoliciesSeen,
  ): Promise<{ version: number } | undefined> {
    const from = { ip: origin.ip, request_id: origin.requestId };
    const data = { ...(group !== undefined && { group }), before, after, ...from };
    const values = [
      ...[tenant, by, group ?? WHOLE_TENANT, JSON.stringify(after)],
      ...['password_policy_changed', JSON.stringify(data), policiesVersion],
    ];
    const [row] =
      version === 0
        ? await this.database.write<{ version: number }>(SAVE_FIRST, values)
        : await this.database.write<{ version: number }>(REPLACE, [...values, version]);
    return row;
  }

  override async saveShadow(
    { tenant, by, origin, group, document }: ShadowWrite,
    { version, policiesVersion }: PoliciesSeen,
  ): Promise<SavedShadow | undefined> {
    const from = { ip: origin.ip, request_id: origin.requestId };
    const data = { ...(group !== undefined && { group }), ...(document && { document }), ...from };
    const event = document
      ? 'password_policy_shadow_published'
      : 'password_policy_shadow_withdrawn';
    const [row] = await this.database.write<{ version: number; since: Date }>(SAVE_SHADOW, [
      ...[tenant, by, group ?? WHOLE_TENANT, document && JSON.stringify(document)],
      ...[event, JSON.stringify(data), policiesVersion, version],
    ]);
    if (!row) return undefined;
    const { version: saved, since } = row;
    return { version: saved, ...(document && { published: { document, since } }) };
  }
}

const policiesOf = ({ policies, second_factor: secondFactor }: PoliciesRow) => ({
  policies: savedPolicies(policies),
  secondFactorRequired: secondFactor === 'required',
});
