import { SWITCHED_ON_COLUMN } from '../rows/switched-on.js';
import { WHOLE_TENANT } from '../rows/policies.js';
import { statement } from '../statement.js';
import { journalSteps, LOCKED, NOW, recordedSave } from './journal-steps.js';

const REGISTERED = `SELECT n.id, n.name, n.brand, n.region, t.version, ${SWITCHED_ON_COLUMN},
    t.second_factor, d.document ->> 'preset' AS preset,
    ARRAY(SELECT h.host FROM tenancy.host h WHERE h.tenant = n.id ORDER BY h.host) AS hosts
  FROM tenancy.tenant n JOIN tenancy.settings t ON t.tenant = n.id
  LEFT JOIN tenancy.policy d ON d.tenant = n.id AND d.scope = '${WHOLE_TENANT}'`;

export const ALL_REGISTERED = statement(
  'tenancy_all',
  `${REGISTERED} ORDER BY n.id`,
  'operators ask which tenants there are',
);

export const FIND_REGISTERED = statement('tenancy_find', `${REGISTERED} WHERE t.tenant = $1`);

/** A brand and an id name a tenant alike, so that neither may be what the other is of somebody else. */
export const TAKEN = statement(
  'tenancy_taken',
  `SELECT 'brand' AS what, n.brand AS name, n.id AS by FROM tenancy.tenant n
   WHERE NOT n.id = $1 AND n.brand IN ($1, $2)
   UNION ALL
   SELECT 'id', n.id, n.id FROM tenancy.tenant n WHERE NOT n.id = $1 AND n.id = $2
   UNION ALL
   SELECT 'host', h.host, h.tenant FROM tenancy.host h
   WHERE NOT h.tenant = $1 AND h.host = ANY ($3)`,
  'a name that is given away is told from one that is free',
);

export const ADD = statement(
  'tenancy_add',
  `WITH put AS (
    INSERT INTO tenancy.tenant (id, name, brand, region) VALUES ($1, $2, $3, $4)
    RETURNING id AS tenant
  ), settled AS (
    INSERT INTO tenancy.settings (tenant, methods, second_factor)
    SELECT p.tenant, $5, $6 FROM put p
  ), asked AS (
    INSERT INTO tenancy.policy (tenant, scope, document)
    SELECT p.tenant, '${WHOLE_TENANT}',
      jsonb_build_object('format', 1, 'preset', $7::text, 'rules', '{}'::jsonb)
    FROM put p
  ), hosted AS (
    INSERT INTO tenancy.host (tenant, host)
    SELECT p.tenant, h.host FROM put p CROSS JOIN unnest($8::text[]) AS h (host)
  ), written AS (
    SELECT p.tenant, ''::text AS subject, ${NOW} AS at FROM put p
  ), ${journalSteps(9, 10)}
  SELECT w.tenant FROM written w`,
);

export const RENAME = statement(
  'tenancy_rename',
  `WITH renamed AS (
    UPDATE tenancy.tenant n SET name = $2, brand = $3, region = $4
    FROM tenancy.settings t
    WHERE t.tenant = $1 AND n.id = t.tenant
      AND (n.name, n.brand, n.region) IS NOT DISTINCT FROM ($5::text, $6::text, $7::text)
    RETURNING t.tenant
  ), written AS (
    SELECT r.tenant, ''::text AS subject, ${NOW} AS at FROM renamed r
  ), ${journalSteps(8, 9)}
  SELECT w.tenant FROM written w`,
);

export const SETTLE = statement(
  'tenancy_settle',
  recordedSave(
    `UPDATE tenancy.settings d SET version = d.version + 1, methods = $3, second_factor = $4
    WHERE d.tenant = $1 AND d.version = $7`,
    { type: 5, data: 6 },
  ),
);

export const ADMINS = statement(
  'tenancy_admins',
  'SELECT m.subject FROM tenancy.admin m WHERE m.tenant = $1 ORDER BY m.subject',
);

export const GRANT_ADMIN = statement(
  'tenancy_grant_admin',
  `WITH ${LOCKED}, written AS (
    INSERT INTO tenancy.admin AS m (tenant, subject) SELECT l.tenant, l.subject FROM locked l
    ON CONFLICT (tenant, subject) DO NOTHING
    RETURNING m.tenant, m.subject, ${NOW} AS at
  ), ${journalSteps(3, 4)}
  SELECT EXISTS (SELECT FROM locked) AS known, EXISTS (SELECT FROM written) AS granted`,
);

export const WITHDRAW_ADMIN = statement(
  'tenancy_withdraw_admin',
  `WITH written AS (
    DELETE FROM tenancy.admin m WHERE m.tenant = $1 AND m.subject = $2
    RETURNING m.tenant, m.subject, ${NOW} AS at
  ), ${journalSteps(3, 4)}
  SELECT w.subject FROM written w`,
);
