import { statement } from '../statement.js';
import { journalSteps, NOW } from './journal-steps.js';

const ACROSS = 'services are known across tenants; the row itself says which tenants they may name';

export const ALL_PROGRAMS = statement(
  'programs_all',
  `SELECT c.issuer, c.client, c.tenants, c.scopes FROM tenancy.service_client c
   ORDER BY c.issuer, c.client`,
  ACROSS,
);

export const FIND_PROGRAM = statement(
  'programs_find',
  `SELECT c.issuer, c.client, c.tenants, c.scopes FROM tenancy.service_client c
   WHERE c.issuer = $1 AND c.client = $2`,
  ACROSS,
);

export const UNKNOWN_TENANTS = statement(
  'programs_unknown_tenants',
  `SELECT a.tenant FROM unnest($1::text[]) AS a (tenant)
   WHERE NOT EXISTS (SELECT FROM tenancy.tenant n WHERE n.id = a.tenant)
   ORDER BY a.tenant`,
  'a program may be granted several tenants at once',
);

/**
 * `$1` issuer and `$2` client; `$3` tenants (null: all) and `$4` scopes as they will be, `$5` and `$6`
 * as they were, empty where there is no grant; `$7` what every event tells. No tenant is told of others.
 */
const replacing = (name: string, save: string) =>
  statement(
    name,
    `WITH saved AS (${save} RETURNING c.client),
    written AS (
      SELECT n.id AS tenant, ''::text AS subject, ${NOW} AS at,
        CASE WHEN g.has THEN 'service_client_granted' ELSE 'service_client_withdrawn' END AS type,
        $7::jsonb || CASE WHEN g.has THEN jsonb_build_object('scopes', $4::text[]) ELSE '{}' END AS data
      FROM saved v CROSS JOIN tenancy.tenant n CROSS JOIN LATERAL (
        SELECT $3::text[] IS NULL OR n.id = ANY ($3) AS has,
          $5::text[] IS NULL OR n.id = ANY ($5) AS had
      ) g
      WHERE g.has <> g.had OR (g.has AND $4::text[] <> $6::text[])
    ), ${journalSteps('w.type', 'w.data')}
    SELECT v.client FROM saved v`,
    ACROSS,
  );

const UNTOUCHED = `c.issuer = $1 AND c.client = $2
      AND c.tenants IS NOT DISTINCT FROM $5::text[] AND c.scopes = $6::text[]`;

export const FIRST_GRANT = replacing(
  'programs_first_grant',
  `INSERT INTO tenancy.service_client AS c (issuer, client, tenants, scopes)
    VALUES ($1, $2, $3, $4) ON CONFLICT (issuer, client) DO NOTHING`,
);

export const REPLACE_GRANT = replacing(
  'programs_replace_grant',
  `UPDATE tenancy.service_client c SET tenants = $3, scopes = $4 WHERE ${UNTOUCHED}`,
);

export const REVOKE_GRANT = replacing(
  'programs_revoke_grant',
  `DELETE FROM tenancy.service_client c WHERE ${UNTOUCHED}`,
);
