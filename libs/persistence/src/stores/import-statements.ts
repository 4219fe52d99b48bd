import { statement } from '../statement.js';
import { NOW } from './journal-steps.js';

const into = (whom: string): string =>
  `WITH given AS (
    SELECT g.subject, g.envelope, g.scheme, g.change_id
    FROM jsonb_to_recordset($2::jsonb)
      AS g (subject text, envelope text, scheme text, change_id text)
  ), locked AS MATERIALIZED (
    SELECT s.tenant, s.subject, g.envelope, g.scheme, g.change_id
    FROM directory.subject s JOIN given g ON g.subject = s.subject COLLATE "C"
    WHERE s.tenant = $1 ${whom} ORDER BY s.subject
    FOR NO KEY UPDATE OF s
  ), written AS (
    INSERT INTO credentials.password AS p
      (tenant, subject, envelope, scheme, last_change_id, changed_at)
    SELECT l.tenant, l.subject, l.envelope, l.scheme, l.change_id, ${NOW} FROM locked l
    ON CONFLICT (tenant, subject) DO NOTHING
    RETURNING p.tenant, p.subject, p.last_change_id AS change_id, p.scheme, p.changed_at AS at
  ), numbered AS (
    INSERT INTO journal.stream AS j (tenant, subject, last_seq)
    SELECT w.tenant, w.subject, 1 FROM written w
    ON CONFLICT (tenant, subject) DO UPDATE SET last_seq = j.last_seq + 1
    RETURNING j.tenant, j.subject, j.last_seq AS seq
  ), recorded AS (
    INSERT INTO journal.event (tenant, subject, subject_seq, type, occurred_at, data)
    SELECT n.tenant, n.subject, n.seq, $3::text, w.at,
      $4::jsonb || jsonb_build_object('change_id', w.change_id, 'scheme', w.scheme)
    FROM numbered n JOIN written w ON w.tenant = n.tenant AND w.subject = n.subject
  )
  SELECT w.subject, w.at FROM written w`;

/**
 * One batch of passwords for people who have none. The rows are locked in one order, so that two
 * batches wait for each other instead of blocking each other. No arrival: nobody is told of it.
 */
export const IMPORT_PASSWORDS = statement('password_import', into(''));

/** Journaled of everybody who has ever had a password here, however it came or went. */
const HAVING_ONE = `('password_set', 'password_changed', 'password_reset', 'password_assigned',
  'password_imported', 'password_removed')`;

const hadOne = (tenant: string, subject: string): string =>
  `EXISTS (SELECT FROM journal.event e
    WHERE e.tenant = ${tenant} AND e.subject = ${subject} AND e.type IN ${HAVING_ONE})`;

/** The same for one person, and only for the first password that they ever have here. */
export const ADOPT_PASSWORD = statement(
  'password_adopt',
  into(`AND NOT ${hadOne('s.tenant', 's.subject')}`),
);

export const EVER_HAD_PASSWORD = statement(
  'password_ever_had',
  `SELECT ${hadOne('$1', '$2')} AS had`,
);
