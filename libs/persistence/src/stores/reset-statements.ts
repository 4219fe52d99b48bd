import { statement } from '../statement.js';
import { slidingWindow } from './sliding-window.js';

/** One row, whoever is asked for; none where there is no such tenant, which is no secret. */
export const ENQUEUE = statement(
  'reset_enqueue',
  `INSERT INTO credentials.reset_request AS r
     (tenant, id, asked_type, asked_value, medium, processing, ip, request_id, language)
   SELECT t.tenant, $2, $3, $4, $5, $6, $7, $8, $9 FROM tenancy.settings t WHERE t.tenant = $1`,
);

/** The person's guesses of a day, over all their requests; of nobody's request its own. */
const GUESSES = slidingWindow('guesses', [{ most: '$4', within: '1 day' }]);

/**
 * A try on a code: booked on the request, and on its person if the request has one left. A request that is nobody's is written to alike, so that the two cannot be told apart.
 */
export const GUESSED = statement(
  'reset_guessed',
  `WITH tried AS (
    UPDATE credentials.reset_request r SET tries = r.tries + 1
    WHERE r.tenant = $1 AND r.id = $2 AND r.tries < $3
    RETURNING r.tenant, r.id, r.subject, r.epoch, r.step, r.method, r.medium, r.code, r.code_until
  ), booked AS (
    INSERT INTO credentials.reset_allowance AS a (tenant, whom, guesses)
    SELECT t.tenant, coalesce(t.subject, ' ' || t.id), ARRAY[clock_timestamp()] FROM tried t
    ON CONFLICT (tenant, whom) DO UPDATE
      SET exceeded = ${GUESSES.exceeded}, guesses = ${GUESSES.counted}, used_at = clock_timestamp()
    RETURNING a.tenant, a.exceeded
  )
  SELECT t.step, coalesce(t.method, t.medium) AS method, t.subject,
    CASE WHEN NOT b.exceeded AND t.code_until > clock_timestamp() AND s.epoch = t.epoch
      THEN t.code END AS code,
    n.second_factor
  FROM tried t
  JOIN booked b ON b.tenant = t.tenant
  JOIN tenancy.settings n ON n.tenant = t.tenant
  LEFT JOIN directory.subject s ON s.tenant = t.tenant AND s.subject = t.subject`,
);

export const FOLLOWED = statement(
  'reset_followed',
  `SELECT r.method, n.second_factor
   FROM credentials.reset_request r
   JOIN tenancy.settings n ON n.tenant = r.tenant
   JOIN directory.subject s ON s.tenant = r.tenant AND s.subject = r.subject AND s.epoch = r.epoch
   WHERE r.tenant = $1 AND r.id = $2 AND r.link = $3 AND r.link_until > clock_timestamp()`,
);

/** A proof of its own, with tries of its own. A link that is followed again finds it under way. */
export const ASK_SECOND = statement(
  'reset_ask_second',
  `UPDATE credentials.reset_request r
   SET step = 2, tries = 0, code = NULL,
       code_until = clock_timestamp() + make_interval(mins => $4::int),
       due_at = CASE WHEN $3::boolean THEN clock_timestamp() END
   WHERE r.tenant = $1 AND r.id = $2 AND r.step = 1`,
);

export const HALF_PROVEN = statement(
  'reset_half_proven',
  `SELECT r.subject, r.method FROM credentials.reset_request r
   JOIN directory.subject s ON s.tenant = r.tenant AND s.subject = r.subject AND s.epoch = r.epoch
   WHERE r.tenant = $1 AND r.id = $2 AND r.step = 2
     AND clock_timestamp() < greatest(r.code_until, r.link_until)`,
);

export const PROVE = statement(
  'reset_prove',
  `UPDATE credentials.reset_request r
   SET proven_until = clock_timestamp() + make_interval(mins => $3::int)
   WHERE r.tenant = $1 AND r.id = $2`,
);

export const ATTEMPTED = statement(
  'reset_attempted',
  `UPDATE credentials.reset_request r SET refusals = r.refusals + 1
   FROM directory.subject s
   WHERE r.tenant = $1 AND r.id = $2 AND r.proven_until > clock_timestamp() AND r.refusals < $3
     AND s.tenant = r.tenant AND s.subject = r.subject AND s.epoch = r.epoch
   RETURNING r.subject, r.epoch`,
);

export const FORGIVEN = statement(
  'reset_forgiven',
  `UPDATE credentials.reset_request r SET refusals = greatest(r.refusals - 1, 0)
   WHERE r.tenant = $1 AND r.id = $2`,
);

export const OWNER_OF = statement(
  'reset_owner_of',
  `SELECT r.subject FROM credentials.reset_request r
   WHERE r.tenant = $1 AND r.id = $2 AND r.subject IS NOT NULL`,
);
