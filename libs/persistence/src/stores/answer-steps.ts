/** What keeps the answer of a repeatable request in the statement of the change that it tells of. */
export interface AnswerSteps {
  /** Follows the step `locked`, and has its columns. */
  readonly asked: string;
  /** The step that `written` has its row from. */
  readonly from: 'locked' | 'asked';
  /** Follows the step `written` (tenant, subject, at). */
  readonly answered: string;
}

export const WITHOUT_KEY: AnswerSteps = { asked: '', from: 'locked', answered: '' };

/**
 * Nothing is written unless the request is in flight, whoever leases it by now, and the answer exists
 * exactly if the change does. Numbers of the two placeholders: the lookup and the outcome's text.
 */
export const answerSteps = (lookup: number, text: number): AnswerSteps => ({
  asked: `asked AS MATERIALIZED (
    SELECT l.* FROM locked l
    JOIN journal.idempotency i ON i.tenant = l.tenant AND i.subject = l.subject
    WHERE i.lookup = $${lookup} AND i.state = 'in_flight'
    FOR NO KEY UPDATE OF i
  ), `,
  from: 'asked',
  answered: `, answered AS (
    UPDATE journal.idempotency i
    SET state = 'done', outcome = $${text}::json, answered_at = w.at
    FROM written w
    WHERE i.tenant = w.tenant AND i.subject = w.subject AND i.lookup = $${lookup}
  )`,
});
