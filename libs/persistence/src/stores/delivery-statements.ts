import { statement } from '../statement.js';

const EVERY_TENANT = 'the relay serves all tenants in turn; every row it touches names its own';

const CHANNEL = `CASE v.type WHEN 'EMAIL' THEN 'mail' ELSE 'text' END`;

/**
 * Takes events from the arrivals and makes their deliveries in one statement, so that a crash leaves
 * both or neither. Rows that another relay holds are skipped. OFFSET 0 keeps the contacts of one
 * subject a question of its own: joined, the view would be computed for everybody. Of a reset those hear, too,
 * who were contacts until lately: it may be the work of somebody who replaced them first, and telephones
 * as well; of anything else they hear where there is no mail address.
 */
export const DISPATCH = statement(
  'delivery_dispatch',
  `WITH picked AS MATERIALIZED (
    SELECT a.tenant, a.subject, a.subject_seq FROM journal.arrival a
    ORDER BY a.arrived_at LIMIT $2 FOR UPDATE SKIP LOCKED
  ), arrived AS (
    DELETE FROM journal.arrival a USING picked k
    WHERE a.tenant = k.tenant AND a.subject = k.subject AND a.subject_seq = k.subject_seq
    RETURNING a.tenant, a.subject, a.subject_seq
  ), made AS (
    INSERT INTO journal.delivery (tenant, subject, subject_seq, channel, address)
    SELECT e.tenant, e.subject, e.subject_seq, c.channel, c.address
    FROM arrived r
    JOIN journal.event e
      ON e.tenant = r.tenant AND e.subject = r.subject AND e.subject_seq = r.subject_seq
    CROSS JOIN LATERAL (
      SELECT ${CHANNEL} AS channel, v.address FROM verification.verified_contact v
      WHERE v.tenant = e.tenant AND v.subject = e.subject AND v.type IN ('EMAIL', 'SMS')
        AND e.type <> 'password_reset'
        AND (v.type = 'EMAIL' OR NOT EXISTS (
          SELECT FROM verification.verified_contact m
          WHERE m.tenant = e.tenant AND m.subject = e.subject AND m.type = 'EMAIL'))
      UNION ALL
      SELECT ${CHANNEL}, v.address FROM verification.reset_contact v
      WHERE v.tenant = e.tenant AND v.subject = e.subject AND v.type IN ('EMAIL', 'SMS')
        AND e.type = 'password_reset'
      OFFSET 0
    ) c
    WHERE e.type = ANY ($1) AND c.channel = ANY ($3)
    RETURNING 1
  )
  SELECT count(*)::int AS made FROM made`,
  EVERY_TENANT,
);

/**
 * The oldest delivery that is due and whose subject has nothing older unfinished: neither an event
 * that is still to be looked at nor a delivery of one. A lease that has run out is due again.
 */
export const CLAIM = statement(
  'delivery_claim',
  `WITH next AS MATERIALIZED (
    SELECT d.tenant, d.subject, d.subject_seq, d.id FROM journal.delivery d
    WHERE d.state IN ('due', 'leased') AND d.due_at <= clock_timestamp()
      AND NOT EXISTS (
        SELECT FROM journal.delivery o
        WHERE o.tenant = d.tenant AND o.subject = d.subject AND o.subject_seq < d.subject_seq
          AND o.state IN ('due', 'leased'))
      AND NOT EXISTS (
        SELECT FROM journal.arrival a
        WHERE a.tenant = d.tenant AND a.subject = d.subject AND a.subject_seq < d.subject_seq)
    ORDER BY d.due_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED
  ), claimed AS (
    UPDATE journal.delivery d
    SET state = 'leased', attempts = d.attempts + 1,
        due_at = clock_timestamp() + make_interval(secs => $1::float8)
    FROM next n
    WHERE d.tenant = n.tenant AND d.subject = n.subject AND d.subject_seq = n.subject_seq
      AND d.id = n.id
    RETURNING d.tenant, d.subject, d.subject_seq, d.id, d.channel, d.address, d.attempts
  )
  SELECT c.id, c.tenant, t.name AS tenant_name, c.subject, c.channel, c.address, c.attempts AS attempt,
    e.id AS event_id, e.type, e.occurred_at, e.data ->> 'ip' AS ip,
    e.data ->> 'expires_at' AS expires_at
  FROM claimed c
  JOIN tenancy.tenant t ON t.id = c.tenant
  JOIN journal.event e
    ON e.tenant = c.tenant AND e.subject = c.subject AND e.subject_seq = c.subject_seq`,
  EVERY_TENANT,
);

/** One delivery, as long as the claim `$4` holds it: a later claimant is not disturbed. */
const HELD = `WHERE d.tenant = $1 AND d.subject = $2 AND d.id = $3
     AND d.state = 'leased' AND d.attempts = $4`;

const inSeconds = (placeholder: string): string =>
  `clock_timestamp() + make_interval(secs => ${placeholder}::float8)`;

export const PROLONG = statement(
  'delivery_prolong',
  `UPDATE journal.delivery d SET due_at = ${inSeconds('$5')} ${HELD}`,
);

/** Also after the lease: what has been delivered has been delivered. */
export const ACKNOWLEDGED = statement(
  'delivery_acknowledged',
  `UPDATE journal.delivery d SET state = 'acknowledged', last_error = NULL
   WHERE d.tenant = $1 AND d.subject = $2 AND d.id = $3 AND d.state IN ('due', 'leased')`,
);

export const RETRY = statement(
  'delivery_retry',
  `UPDATE journal.delivery d
   SET state = 'due', due_at = ${inSeconds('$6')}, last_error = $5 ${HELD}`,
);

export const DEAD = statement(
  'delivery_dead',
  `UPDATE journal.delivery d SET state = 'dead', last_error = $5 ${HELD}`,
);
