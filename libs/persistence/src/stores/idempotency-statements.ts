import { IdempotentRequests } from '#libs/credentials';

import { statement } from '../statement.js';
import { NOW } from './journal-steps.js';

/** How long a client may come back for an answer. */
const KEPT = `interval '${String(IdempotentRequests.HOURS)} hours'`;

const lease = (seconds: number): string =>
  `clock_timestamp() + make_interval(secs => $${seconds}::float8)`;

/** One request of one person. */
const THIS = 'i.tenant = $1 AND i.subject = $2 AND i.lookup = $3';

/**
 * Answers nothing where a simultaneous claim was committed after this statement began: the next look
 * finds it.
 */
export const CLAIM_REQUEST = statement(
  'idempotency_claim',
  `WITH earlier AS MATERIALIZED (
    SELECT i.lookup, i.fingerprint, i.attempts, i.lease_until > clock_timestamp() AS leased,
      i.outcome::text AS outcome, i.answered_at
    FROM journal.idempotency i
    WHERE i.tenant = $1 AND i.subject = $2 AND i.lookup = ANY ($3::text[])
      AND i.expires_at > clock_timestamp()
    LIMIT 1
  ), claimed AS (
    INSERT INTO journal.idempotency AS i
      (tenant, subject, lookup, fingerprint, lease_until, expires_at)
    SELECT $1, $2, $4, $5, ${lease(6)}, clock_timestamp() + ${KEPT}
    WHERE NOT EXISTS (SELECT FROM earlier)
    ON CONFLICT (tenant, subject, lookup) DO UPDATE
    SET state = 'in_flight', fingerprint = $5, outcome = NULL, answered_at = NULL,
      attempts = i.attempts + 1, lease_until = ${lease(6)},
      expires_at = clock_timestamp() + ${KEPT}
    WHERE i.expires_at <= clock_timestamp()
    RETURNING i.lookup, i.fingerprint, i.attempts
  )
  SELECT true AS claimed, c.lookup, c.fingerprint, c.attempts, true AS leased,
    NULL AS outcome, NULL::timestamptz AS answered_at FROM claimed c
  UNION ALL
  SELECT false, e.lookup, e.fingerprint, e.attempts, e.leased, e.outcome, e.answered_at
  FROM earlier e`,
);

export const TAKE_REQUEST_OVER = statement(
  'idempotency_take_over',
  `UPDATE journal.idempotency i SET attempts = i.attempts + 1, lease_until = ${lease(5)}
   WHERE ${THIS} AND i.state = 'in_flight' AND i.attempts = $4
   RETURNING i.attempts`,
);

export const KEEP_ANSWER = statement(
  'idempotency_keep',
  `UPDATE journal.idempotency i SET state = 'done', outcome = $4::json, answered_at = ${NOW}
   WHERE ${THIS} AND i.state = 'in_flight'
   RETURNING i.lookup`,
);

export const KEPT_ANSWER = statement(
  'idempotency_kept',
  `SELECT i.outcome::text AS outcome, i.answered_at FROM journal.idempotency i
   WHERE ${THIS} AND i.state = 'done'`,
);

export const RELEASE_REQUEST = statement(
  'idempotency_release',
  `DELETE FROM journal.idempotency i
   WHERE ${THIS} AND i.state = 'in_flight' AND i.attempts = $4`,
);

/** Of the longest expired, so that a round is short however many there are. */
export const FORGET_REQUESTS = statement(
  'idempotency_forget',
  `DELETE FROM journal.idempotency i USING (
     SELECT x.tenant, x.subject, x.lookup FROM journal.idempotency x
     WHERE x.expires_at <= clock_timestamp()
     ORDER BY x.expires_at LIMIT 1000 FOR UPDATE SKIP LOCKED
   ) x
   WHERE i.tenant = x.tenant AND i.subject = x.subject AND i.lookup = x.lookup
   RETURNING i.lookup`,
  'forgets what is older than 24 hours, whoever asked it',
);
