import { CHANGE_REASON, gravest } from '../rows/change-due.js';
import { EXEMPTIONS } from '../rows/exemptions.js';
import { PLACE_COLUMNS } from '../rows/password-context.js';
import { APPLYING_POLICIES } from '../rows/policies.js';
import { STANDING_COLUMNS } from '../rows/standing-row.js';
import { SWITCHED_ON_COLUMN } from '../rows/switched-on.js';
import { statement } from '../statement.js';
import type { AnswerSteps } from './answer-steps.js';
import { answerSteps, WITHOUT_KEY } from './answer-steps.js';
import { BREACH_COLUMNS, breachValues } from './breach-steps.js';
import { callerStatements } from './caller-statements.js';
import { CHANGE_WAIT_SECONDS, COUNTS_CHANGE } from './counted-changes.js';
import { historySteps } from './history-steps.js';
import { journalSteps, LOCKED, NOW } from './journal-steps.js';
import { wordListColumns } from './known-word-lists.js';
import { WAIT_SECONDS } from './wait-seconds.js';

const attemptsOf = (evidence: string): string => `LEFT JOIN credentials.attempts a
    ON a.tenant = s.tenant AND a.subject = s.subject AND a.class = ${evidence}`;

const OWNER = attemptsOf(`'owner'`);
const OF_CLASS = attemptsOf('$3');

/**
 * An account, found by `whom`, beside the failures of one class. A list of words is brought only
 * where it is not the version that the asker knows.
 */
const account = (whom: string, attempts: string, known: number): string => `
  SELECT s.subject, clock_timestamp() AS as_of, ${STANDING_COLUMNS}, s.managed_by,
    ${SWITCHED_ON_COLUMN}, t.second_factor,
    ${APPLYING_POLICIES} AS policies, ${PLACE_COLUMNS}, s.names,
    (SELECT json_agg(json_build_array(i.type, i.value)) FROM directory.identifier i
     WHERE i.tenant = s.tenant AND i.subject = s.subject) AS identifiers,
    ${wordListColumns(known)},
    r.url AS range_url, r.sparse AS range_sparse,
    p.version, p.last_change_id AS change_id,
    CASE WHEN p.version IS NOT NULL
      THEN credentials.sealed_password(s.tenant, s.subject) END AS envelope,
    p.changed_at, p.tightened_at, ${CHANGE_REASON} AS must_change_reason,
    p.breach_state, p.breach_corpus, p.breach_checked_at, ${EXEMPTIONS} AS exemptions,
    p.changed_at > clock_timestamp() - interval '60 seconds' AS within_last_minute,
    ${CHANGE_WAIT_SECONDS} AS change_wait_seconds,
    p.quarantined_at IS NOT NULL AS quarantined,
    (SELECT json_agg(json_build_array(c.type, c.address)) FROM verification.verified_contact c
     WHERE c.tenant = s.tenant AND c.subject = s.subject) AS contacts,
    ARRAY (SELECT DISTINCT m.type FROM verification.medium m
           WHERE m.tenant = s.tenant AND m.subject = s.subject
             AND m.verified_at IS NOT NULL AND m.quarantined_at IS NULL) AS enrolled,
    ${WAIT_SECONDS} AS wait_seconds, coalesce(a.failures, 0) AS failures
  FROM directory.subject s
  JOIN tenancy.settings t ON t.tenant = s.tenant
  JOIN tenancy.tenant n ON n.id = s.tenant
  LEFT JOIN tenancy.word_list w ON w.tenant = s.tenant
  LEFT JOIN tenancy.range_server r ON r.tenant = s.tenant
  LEFT JOIN credentials.password p ON p.tenant = s.tenant AND p.subject = s.subject
  ${attempts}
  WHERE ${whom}`;

export const ON_ARRIVAL = callerStatements('password_on_arrival', (whom, known) =>
  account(whom, OWNER, known),
);

export const TO_VERIFY = statement(
  'password_to_verify',
  account('s.tenant = $1 AND s.subject = $2', OF_CLASS, 4),
);

export const REMEMBERED = statement(
  'password_remembered',
  `SELECT h.id, h.generation, h.envelope FROM directory.subject s
   CROSS JOIN LATERAL credentials.sealed_history(s.tenant, s.subject)
     WITH ORDINALITY AS h (id, generation, envelope, place)
   JOIN (
     SELECT e.entry_id, lag(e.entered_at) OVER (ORDER BY e.entered_at DESC, e.entry_id) AS replaced_at
     FROM credentials.history e WHERE e.tenant = $1 AND e.subject = $2
   ) age ON age.entry_id = h.id
   WHERE s.tenant = $1 AND s.subject = $2
     AND ($3::int IS NULL OR age.replaced_at IS NULL
       OR age.replaced_at > clock_timestamp() - make_interval(days => $3::int))
   ORDER BY h.place`,
);

export const SINCE_ARRIVAL = statement(
  'password_since_arrival',
  `SELECT ${WAIT_SECONDS} AS wait_seconds, p.version IS DISTINCT FROM $4 AS beaten
   FROM directory.subject s
   LEFT JOIN credentials.password p ON p.tenant = s.tenant AND p.subject = s.subject
   ${OF_CLASS}
   WHERE s.tenant = $1 AND s.subject = $2`,
);

/**
 * Follows `written`: the other sessions end, the failures of the writer's class are forgotten, or of
 * all where none is named, the history has the new password, the journal hears of it. A clock that
 * stepped back does not move the cut-off back.
 */
const consequences = ({ answered }: AnswerSteps): string => `ended AS (
    UPDATE directory.subject s
    SET epoch = s.epoch + 1, cutoff_at = greatest(s.cutoff_at, w.at), kept_session = $5::jsonb
    FROM written w WHERE s.tenant = w.tenant AND s.subject = w.subject
  ), cleared AS (
    DELETE FROM credentials.attempts a USING written w
    WHERE a.tenant = w.tenant AND a.subject = w.subject AND ($10::text IS NULL OR a.class = $10)
  ), ${historySteps(8, 9)}, ${journalSteps(6, 7)}${answered}
  SELECT w.at FROM written w`;

/** Why a password has to be changed as soon as it is used: mostly it need not. */
const NOTHING_DUE = 'NULL::text';
const dueBy = (reason: number): string => `$${reason}::text`;

/**
 * Reads old rows where others wrote meanwhile, but writes none: PostgreSQL re-checks `version` on the
 * newest row under its lock (EvalPlanQual), so that of many one wins even under READ COMMITTED.
 */
const replace = (
  steps: AnswerSteps,
  { onlyIf = '', due = NOTHING_DUE, counts = '' } = {},
): string => `WITH ${LOCKED}, ${steps.asked}written AS (
    UPDATE credentials.password p
    SET version = p.version + 1, envelope = $3, scheme = DEFAULT, last_change_id = $4, changed_at = ${NOW},
        tightened_at = NULL, ${counts}
        must_change = ${due} IS NOT NULL, must_change_reason = ${due}, (${BREACH_COLUMNS}) = ROW (${breachValues(11)})
    FROM ${steps.from} l
    WHERE p.tenant = l.tenant AND p.subject = l.subject
      AND p.version = $12 AND p.quarantined_at IS NULL ${onlyIf}
    RETURNING p.tenant, p.subject, p.changed_at AS at
  ), ${consequences(steps)}`;

const BY_OWNER = { counts: COUNTS_CHANGE };

export const REPLACE = statement('password_replace', replace(WITHOUT_KEY, BY_OWNER));
export const REPLACE_ONCE = statement(
  'password_replace_once',
  replace(answerSteps(13, 14), BY_OWNER),
);

/** The epoch moves with everything that a request for a reset must not outlive. */
const SAME_EPOCH = { onlyIf: 'AND l.epoch = $13' };

export const RESET = statement('password_reset', replace(WITHOUT_KEY, SAME_EPOCH));
export const RESET_ONCE = statement(
  'password_reset_once',
  replace(answerSteps(14, 15), SAME_EPOCH),
);

const setFirst = (
  steps: AnswerSteps,
  due = NOTHING_DUE,
): string => `WITH ${LOCKED}, ${steps.asked}written AS (
    INSERT INTO credentials.password AS p
      (tenant, subject, envelope, last_change_id, changed_at, must_change, must_change_reason,
       ${BREACH_COLUMNS})
    SELECT l.tenant, l.subject, $3, $4, ${NOW}, ${due} IS NOT NULL, ${due}, ${breachValues(11)}
    FROM ${steps.from} l
    ON CONFLICT (tenant, subject) DO NOTHING
    RETURNING p.tenant, p.subject, p.changed_at AS at
  ), ${consequences(steps)}`;

export const SET_FIRST = statement('password_set_first', setFirst(WITHOUT_KEY));
export const SET_FIRST_ONCE = statement('password_set_first_once', setFirst(answerSteps(12, 13)));

/** The same two by somebody else's hand, who may ask for another one at once. */
export const ASSIGN = statement('password_assign', replace(WITHOUT_KEY, { due: dueBy(13) }));
export const ASSIGN_ONCE = statement(
  'password_assign_once',
  replace(answerSteps(14, 15), { due: dueBy(13) }),
);
export const ASSIGN_FIRST = statement('password_assign_first', setFirst(WITHOUT_KEY, dueBy(12)));
export const ASSIGN_FIRST_ONCE = statement(
  'password_assign_first_once',
  setFirst(answerSteps(13, 14), dueBy(12)),
);

/**
 * The same password, so the version stays and no change under way is beaten; but one that was
 * committed meanwhile is not overwritten.
 */
export const REHASH = statement(
  'password_rehash',
  `WITH ${LOCKED}, written AS (
    UPDATE credentials.password p SET envelope = $3, scheme = DEFAULT
    FROM locked l
    WHERE p.tenant = l.tenant AND p.subject = l.subject
      AND p.last_change_id = $4 AND p.version = $5 AND p.quarantined_at IS NULL
    RETURNING p.tenant, p.subject, p.changed_at AS at
  ), entered AS (
    INSERT INTO credentials.history (tenant, subject, entry_id, generation, envelope, entered_at)
    SELECT w.tenant, w.subject, $4, $6, $7, w.at FROM written w WHERE $6::text IS NOT NULL
    ON CONFLICT (tenant, subject, entry_id) DO UPDATE SET generation = $6, envelope = $7
  )
  SELECT w.at FROM written w`,
);

/**
 * The version moves: a change that was judged before is not the one that is asked for. Of two reasons
 * the graver one stays.
 */
export const FORCE_CHANGE = statement(
  'password_force_change',
  `WITH ${LOCKED}, written AS (
    UPDATE credentials.password p
    SET version = p.version + 1, must_change = true,
        must_change_reason = ${gravest('VALUES (p.must_change_reason), ($3::text)')}
    FROM locked l
    WHERE p.tenant = l.tenant AND p.subject = l.subject
      AND ($6::int IS NULL OR p.version = $6)
    RETURNING p.tenant, p.subject, ${NOW} AS at
  ), ${journalSteps(4, 5)}
  SELECT w.at FROM written w`,
);

/**
 * The same of everybody whose password is older: one row a reason, and one event in the tenant's own
 * stream.
 */
export const FORCE_CHANGES = statement(
  'password_force_changes',
  `WITH written AS (
    INSERT INTO credentials.change_requirement AS r (tenant, scope, reason, required_at)
    SELECT t.tenant, $2, $3, ${NOW} FROM tenancy.settings t WHERE t.tenant = $1
    ON CONFLICT (tenant, scope, reason) DO UPDATE SET required_at = ${NOW}
    RETURNING r.tenant, ''::text AS subject, r.required_at AS at
  ), ${journalSteps(4, 5)}
  SELECT w.at FROM written w`,
);

/** Kept per credential: nothing of the password, only since when it falls short. */
export const TIGHTENED = statement(
  'password_tightened',
  `UPDATE credentials.password p
   SET tightened_at = CASE WHEN $4::boolean THEN coalesce(p.tightened_at, clock_timestamp()) END
   WHERE p.tenant = $1 AND p.subject = $2 AND p.version = $3`,
);

/** Whether a change whose answer was lost is the one in force. */
export const IN_FORCE = statement(
  'password_in_force',
  `SELECT p.changed_at AS at FROM credentials.password p
   WHERE p.tenant = $1 AND p.subject = $2 AND p.last_change_id = $3`,
);
