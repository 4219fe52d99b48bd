import { PLACE_COLUMNS } from '../rows/password-context.js';
import { APPLYING_POLICIES } from '../rows/policies.js';
import { STANDING_COLUMNS } from '../rows/standing-row.js';
import { SWITCHED_ON_COLUMN } from '../rows/switched-on.js';
import { statement } from '../statement.js';
import { callerStatements } from './caller-statements.js';
import { journalSteps, NOW } from './journal-steps.js';
import { WAIT_SECONDS } from './wait-seconds.js';

const OWNER = `LEFT JOIN credentials.attempts a
    ON a.tenant = s.tenant AND a.subject = s.subject AND a.class = 'owner'`;

/** A list of words is brought only where it is not the version that the asker knows. */
export const ON_ARRIVAL = callerStatements(
  'password_on_arrival',
  (whom, known) => `
  SELECT s.subject, clock_timestamp() AS as_of, ${STANDING_COLUMNS}, s.managed_by,
    ${SWITCHED_ON_COLUMN}, t.second_factor,
    ${APPLYING_POLICIES} AS policies, ${PLACE_COLUMNS}, s.names,
    (SELECT json_agg(json_build_array(i.type, i.value)) FROM directory.identifier i
     WHERE i.tenant = s.tenant AND i.subject = s.subject) AS identifiers,
    w.version AS words_version,
    CASE WHEN w.version IS DISTINCT FROM $${known}::int THEN w.words END AS words,
    p.version, p.last_change_id AS change_id,
    CASE WHEN p.version IS NOT NULL
      THEN credentials.sealed_password(s.tenant, s.subject) END AS envelope,
    p.changed_at > clock_timestamp() - interval '60 seconds' AS within_last_minute,
    p.quarantined_at IS NOT NULL AS quarantined,
    (SELECT json_agg(json_build_array(c.type, c.address)) FROM verification.verified_contact c
     WHERE c.tenant = s.tenant AND c.subject = s.subject) AS contacts,
    ARRAY (SELECT DISTINCT m.type FROM verification.medium m
           WHERE m.tenant = s.tenant AND m.subject = s.subject
             AND m.verified_at IS NOT NULL AND m.quarantined_at IS NULL) AS enrolled,
    ${WAIT_SECONDS} AS wait_seconds
  FROM directory.subject s
  JOIN tenancy.settings t ON t.tenant = s.tenant
  JOIN tenancy.tenant n ON n.id = s.tenant
  LEFT JOIN tenancy.word_list w ON w.tenant = s.tenant
  LEFT JOIN credentials.password p ON p.tenant = s.tenant AND p.subject = s.subject
  ${OWNER}
  WHERE ${whom}`,
);

export const SINCE_ARRIVAL = statement(
  'password_since_arrival',
  `SELECT ${WAIT_SECONDS} AS wait_seconds, p.version IS DISTINCT FROM $3 AS beaten
   FROM directory.subject s
   LEFT JOIN credentials.password p ON p.tenant = s.tenant AND p.subject = s.subject
   ${OWNER}
   WHERE s.tenant = $1 AND s.subject = $2`,
);

/** Every writer of several rows of a person begins with this lock. */
const LOCKED = `locked AS MATERIALIZED (
    SELECT s.tenant, s.subject FROM directory.subject s
    WHERE s.tenant = $1 AND s.subject = $2 AND s.status = 'active'
    FOR NO KEY UPDATE
  )`;

/**
 * Follows `written`: the other sessions end, the owner's failures are forgotten, the journal hears
 * of it. A clock that stepped back does not move the cut-off back.
 */
const CONSEQUENCES = `ended AS (
    UPDATE directory.subject s
    SET epoch = s.epoch + 1, cutoff_at = greatest(s.cutoff_at, w.at), kept_session = $5::jsonb
    FROM written w WHERE s.tenant = w.tenant AND s.subject = w.subject
  ), cleared AS (
    DELETE FROM credentials.attempts a USING written w
    WHERE a.tenant = w.tenant AND a.subject = w.subject AND a.class = 'owner'
  ), ${journalSteps(6, 7)}
  SELECT w.at FROM written w`;

/**
 * Reads old rows where others wrote meanwhile, but writes none: PostgreSQL re-checks `version` on the
 * newest row under its lock (EvalPlanQual), so that of many one wins even under READ COMMITTED.
 */
export const REPLACE = statement(
  'password_replace',
  `WITH ${LOCKED}, written AS (
    UPDATE credentials.password p
    SET version = p.version + 1, envelope = $3, last_change_id = $4, changed_at = ${NOW},
        must_change = false, breach_state = 'clean'
    FROM locked l
    WHERE p.tenant = l.tenant AND p.subject = l.subject
      AND p.version = $8 AND p.quarantined_at IS NULL
    RETURNING p.tenant, p.subject, p.changed_at AS at
  ), ${CONSEQUENCES}`,
);

export const SET_FIRST = statement(
  'password_set_first',
  `WITH ${LOCKED}, written AS (
    INSERT INTO credentials.password AS p (tenant, subject, envelope, last_change_id, changed_at)
    SELECT l.tenant, l.subject, $3, $4, ${NOW} FROM locked l
    ON CONFLICT (tenant, subject) DO NOTHING
    RETURNING p.tenant, p.subject, p.changed_at AS at
  ), ${CONSEQUENCES}`,
);

/** Whether a change whose answer was lost is the one in force. */
export const IN_FORCE = statement(
  'password_in_force',
  `SELECT p.changed_at AS at FROM credentials.password p
   WHERE p.tenant = $1 AND p.subject = $2 AND p.last_change_id = $3`,
);
