/**
 * The steps of a statement that change what is remembered, following a step `written` of at most one
 * row (tenant, subject, at). An entry is there already where a rehash came first: it is as good.
 * Numbers of the two placeholders: the ids to keep, and the entries to add.
 */
export const historySteps = (keep: number, add: number): string => `
  forgotten AS (
    DELETE FROM credentials.history h USING written w
    WHERE h.tenant = w.tenant AND h.subject = w.subject AND h.entry_id <> ALL ($${keep}::text[])
  ), remembered AS (
    INSERT INTO credentials.history (tenant, subject, entry_id, generation, envelope, entered_at)
    SELECT w.tenant, w.subject, e.id, e.generation, e.envelope, coalesce(e.entered_at, w.at)
    FROM written w CROSS JOIN jsonb_to_recordset($${add}::jsonb)
      AS e (id text, generation text, envelope text, entered_at timestamptz)
    ON CONFLICT (tenant, subject, entry_id) DO NOTHING
  )`;
