import { SWITCHED_ON_COLUMN } from '../rows/switched-on.js';
import { statement } from '../statement.js';
import { slidingWindow } from './sliding-window.js';

const EVERY_TENANT = 'workers serve all tenants in turn; every row they touch names its own';

const inSeconds = (placeholder: string): string =>
  `clock_timestamp() + make_interval(secs => ${placeholder}::float8)`;

/** The oldest message that is due, and is nobody else's. A lease that has run out is due again. */
export const CLAIM = statement(
  'reset_claim',
  `WITH next AS MATERIALIZED (
    SELECT o.tenant, o.id FROM credentials.reset_request o
    WHERE o.due_at <= clock_timestamp() ORDER BY o.due_at LIMIT 1 FOR UPDATE SKIP LOCKED
  )
  UPDATE credentials.reset_request r SET attempts = r.attempts + 1, due_at = ${inSeconds('$1')}
  FROM next o WHERE r.tenant = o.tenant AND r.id = o.id
  RETURNING r.tenant, r.id, r.asked_type, r.asked_value, r.medium, r.processing, r.step, r.method,
    r.attempts AS attempt, r.ip, r.request_id, r.subject, r.language`,
  EVERY_TENANT,
);

/** As long as the claim `$3` holds it: a later claimant is not disturbed. */
const HELD = `WHERE r.tenant = $1 AND r.id = $2 AND r.attempts = $3 AND r.due_at IS NOT NULL`;

export const PROLONG = statement(
  'reset_prolong',
  `UPDATE credentials.reset_request r SET due_at = ${inSeconds('$4')} ${HELD}`,
);

const INITIATIONS = slidingWindow('initiations', [
  { most: '$5', within: '1 hour' },
  { most: '$6', within: '1 day' },
]);

/**
 * Counts an initiation on its person, and ties the request to them and to the session generation they
 * are in. `place` numbers their requests under the row's lock, so that each sees all before it.
 */
export const BELONGS_TO = statement(
  'reset_belongs_to',
  `WITH whose AS MATERIALIZED (
    SELECT s.tenant, s.subject, s.epoch FROM directory.subject s
    WHERE s.tenant = $1 AND s.subject = $4
  ), counted AS (
    INSERT INTO credentials.reset_allowance AS a (tenant, whom, initiations, place)
    SELECT w.tenant, w.subject, ARRAY[clock_timestamp()], 1 FROM whose w
    ON CONFLICT (tenant, whom) DO UPDATE
      SET exceeded = ${INITIATIONS.exceeded}, initiations = ${INITIATIONS.counted},
          place = a.place + 1, used_at = clock_timestamp()
    RETURNING a.tenant, a.place, a.exceeded
  )
  UPDATE credentials.reset_request r SET subject = w.subject, epoch = w.epoch, place = c.place
  FROM counted c JOIN whose w ON w.tenant = c.tenant ${HELD} AND NOT c.exceeded
  RETURNING r.place`,
);

/** Verified at least a day ago: who has just added a contact may not be who the account is about. */
export const CIRCUMSTANCES = statement(
  'reset_circumstances',
  `SELECT n.name AS tenant_name, ${SWITCHED_ON_COLUMN},
    (SELECT json_agg(json_build_array(c.type, c.address) ORDER BY c.verified_at, c.address)
     FROM verification.verified_contact c
     WHERE c.tenant = r.tenant AND c.subject = r.subject AND c.type IN ('EMAIL', 'SMS')
       AND c.verified_at <= clock_timestamp() - interval '24 hours') AS contacts,
    (SELECT count(*)::int FROM credentials.reset_request o
     WHERE o.tenant = r.tenant AND o.subject = r.subject AND o.epoch = r.epoch AND o.place < r.place
       AND (o.due_at IS NOT NULL OR clock_timestamp() <
         greatest(o.code_until, o.link_until, o.proven_until))) AS live_before,
    (SELECT count(*)::int FROM credentials.reset_allowance a, unnest(a.guesses) g
     WHERE a.tenant = r.tenant AND a.whom = r.subject
       AND g > clock_timestamp() - interval '1 day') AS guesses,
    EXISTS (SELECT FROM tenancy.service_client c
     WHERE 'password:step-up' = ANY (c.scopes)
       AND (c.tenants IS NULL OR r.tenant = ANY (c.tenants))) AS factors_are_told
   FROM credentials.reset_request r
   JOIN tenancy.settings t ON t.tenant = r.tenant
   JOIN tenancy.tenant n ON n.id = r.tenant
   WHERE r.tenant = $1 AND r.id = $2`,
);

/** A change of the password since, or anything else that ends sessions, and the request is dead. */
export const ARM = statement(
  'reset_arm',
  `UPDATE credentials.reset_request r
   SET method = CASE r.step WHEN 1 THEN $4 ELSE r.method END,
       code = coalesce($5, r.code), code_until = CASE WHEN $5::text IS NULL THEN r.code_until
         ELSE clock_timestamp() + make_interval(mins => $7::int) END,
       link = coalesce($6, r.link), link_until = CASE WHEN $6::text IS NULL THEN r.link_until
         ELSE clock_timestamp() + make_interval(mins => $7::int) END
   FROM directory.subject s ${HELD}
     AND s.tenant = r.tenant AND s.subject = r.subject AND s.epoch = r.epoch
   RETURNING r.id`,
);

export const FINISHED = statement(
  'reset_finished',
  `UPDATE credentials.reset_request r SET due_at = NULL ${HELD}`,
);

export const RETRY = statement(
  'reset_retry',
  `UPDATE credentials.reset_request r SET due_at = ${inSeconds('$4')} ${HELD}`,
);

/** A thousand at a time, so that no lock is held for long. Two days: every limit has forgotten. */
const old = (table: string, key: string, column: string): string =>
  `DELETE FROM credentials.${table} r USING (
     SELECT o.tenant, o.${key} FROM credentials.${table} o
     WHERE o.${column} < clock_timestamp() - interval '2 days' LIMIT 1000
   ) o WHERE r.tenant = o.tenant AND r.${key} = o.${key} RETURNING 1`;

export const SWEEP_REQUESTS = statement(
  'reset_sweep_requests',
  old('reset_request', 'id', 'asked_at'),
  EVERY_TENANT,
);

export const SWEEP_ALLOWANCES = statement(
  'reset_sweep_allowances',
  old('reset_allowance', 'whom', 'used_at'),
  EVERY_TENANT,
);
