/**
 * The clock of the database, rounded up to the wire's milliseconds: rounded down, a token from the
 * same millisecond would slip under the cut-off.
 */
export const NOW = `date_trunc('milliseconds', clock_timestamp() + interval '999 microseconds')`;

/** Every writer of several rows of a person begins with this lock: `$1` the tenant, `$2` who. */
export const LOCKED = `locked AS MATERIALIZED (
    SELECT s.tenant, s.subject, s.epoch FROM directory.subject s
    WHERE s.tenant = $1 AND s.subject = $2 AND s.status = 'active'
    FOR NO KEY UPDATE
  )`;

/**
 * The steps of a statement that append events, following a step `written` of at most one row for each
 * subject (tenant, subject, at): event, number and arrival exist exactly if that row does. The number
 * comes from a row lock held to the end of the transaction, so that nobody sees a later event before
 * an earlier one. Type and data: the numbers of their placeholders, or what of the step \`w\` tells
 * them.
 */
export const journalSteps = (
  type: number | `w.${string}`,
  data: number | `w.${string}`,
): string => `
  numbered AS (
    INSERT INTO journal.stream AS j (tenant, subject, last_seq)
    SELECT w.tenant, w.subject, 1 FROM written w
    ON CONFLICT (tenant, subject) DO UPDATE SET last_seq = j.last_seq + 1
    RETURNING j.tenant, j.subject, j.last_seq AS seq
  ), recorded AS (
    INSERT INTO journal.event (tenant, subject, subject_seq, type, occurred_at, data)
    SELECT n.tenant, n.subject, n.seq, ${typeof type === 'number' ? `$${type}::text` : type}, w.at,
           ${typeof data === 'number' ? `$${data}::jsonb` : data}
    FROM numbered n JOIN written w ON w.tenant = n.tenant AND w.subject = n.subject
  ), announced AS (
    INSERT INTO journal.arrival (tenant, subject, subject_seq)
    SELECT n.tenant, n.subject, n.seq FROM numbered n
  )`;

/**
 * Settings saved and journaled in one statement. `save` writes at most one row, alias `d`; `$1` is
 * the tenant, `$2` the subject who did it; `first` are steps that the save reads from.
 */
export const recordedSave = (
  save: string,
  { type, data }: { readonly type: number; readonly data: number },
  first = '',
): string => `WITH ${first && `${first}, `}saved AS (
    ${save} RETURNING d.tenant, d.version
  ), written AS (
    SELECT v.tenant, $2::text AS subject, ${NOW} AS at FROM saved v
  ), ${journalSteps(type, data)}
  SELECT v.version FROM saved v`;
