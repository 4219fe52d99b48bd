import { statement } from '../statement.js';
import { journalSteps, NOW } from './journal-steps.js';
import { POLICIES_COUNTED } from './policies-counted.js';

/** Published or, with NULL for `$4`, withdrawn. */
export const SAVE_SHADOW = statement(
  'shadow_save',
  `WITH ${POLICIES_COUNTED}, saved AS (
    INSERT INTO tenancy.policy AS d
      (tenant, scope, version, document, shadow, shadow_version, shadow_since)
    SELECT c.tenant, $3::text, 0, '{"format": 1, "rules": {}}'::jsonb, $4::jsonb, 1, ${NOW}
    FROM counted c WHERE c.tenant = $1
    ON CONFLICT (tenant, scope) DO UPDATE
      SET shadow = $4::jsonb, shadow_version = d.shadow_version + 1, shadow_since = ${NOW}
      WHERE d.tenant = $1 AND d.shadow_version = $8
    RETURNING d.tenant, d.scope, d.shadow_version AS version, d.shadow_since AS since
  ), forgotten AS (
    DELETE FROM credentials.shadow_count c USING saved v
    WHERE c.tenant = v.tenant AND c.scope = v.scope
  ), written AS (
    SELECT v.tenant, $2::text AS subject, v.since AS at FROM saved v
  ), ${journalSteps(5, 6)}
  SELECT v.version, v.since FROM saved v`,
);

/**
 * What was counted for a shadow that has been replaced meanwhile is dropped. In one order, so that
 * replicas never wait for each other in a circle.
 */
export const ADD_COUNTS = statement(
  'shadow_add_counts',
  `INSERT INTO credentials.shadow_count AS c (tenant, scope, version, day, counted, passwords)
   SELECT d.tenant, d.scope, d.shadow_version, (clock_timestamp() AT TIME ZONE 'UTC')::date,
          x.counted, x.passwords
   FROM tenancy.policy d
   JOIN json_to_recordset($2::json) AS x (scope text, version int, counted text, passwords int)
     ON x.scope = d.scope AND x.version = d.shadow_version
   WHERE d.tenant = $1
   ORDER BY d.scope, x.counted
   ON CONFLICT (tenant, scope, version, day, counted)
     DO UPDATE SET passwords = c.passwords + excluded.passwords`,
);

export const COUNTS = statement(
  'shadow_counts',
  `SELECT c.day::text, c.counted, c.passwords FROM credentials.shadow_count c
   WHERE c.tenant = $1 AND c.scope = $2 AND c.version = $3 ORDER BY c.day, c.counted`,
);
