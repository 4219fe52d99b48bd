import type { BreachLook, PasswordEvent } from '#libs/credentials';
import { BreachRecords } from '#libs/credentials';

import type { Database, Value } from '../database.js';
import { statement } from '../statement.js';
import { BREACH_COLUMNS, breachJson, breachValues } from './breach-steps.js';
import { journalSteps, LOCKED, NOW } from './journal-steps.js';

const KEEP = statement(
  'breach_keep',
  `UPDATE credentials.password p SET (${BREACH_COLUMNS}) = ROW (${breachValues(4)})
   WHERE p.tenant = $1 AND p.subject = $2 AND p.version = $3`,
);

/**
 * The version stays: a change under way replaces the very password that was found, which is all that
 * is asked for.
 */
const FORCE_CHANGE = statement(
  'breach_force_change',
  `WITH ${LOCKED}, written AS (
    UPDATE credentials.password p
    SET must_change = true, must_change_reason = 'breached',
        (${BREACH_COLUMNS}) = ROW (${breachValues(4)})
    FROM locked l
    WHERE p.tenant = l.tenant AND p.subject = l.subject
      AND p.version = $3 AND p.breach_state <> 'breached'
    RETURNING p.tenant, p.subject, ${NOW} AS at
  ), ${journalSteps(5, 6)}
  SELECT w.at FROM written w`,
);

export class TypeormBreachRecords extends BreachRecords {
  constructor(private readonly database: Database) {
    super();
  }

  override async keep(look: BreachLook): Promise<void> {
    await this.database.query(KEEP, values(look));
  }

  override async forceChange(look: BreachLook): Promise<void> {
    const event: PasswordEvent = 'password_breached';
    const data = JSON.stringify({ corpus_version: look.record.corpusVersion });
    await this.database.query(FORCE_CHANGE, [...values(look), event, data]);
  }
}

const values = ({ tenant, subject, version, record }: BreachLook): readonly Value[] => [
  ...[tenant, subject, version],
  breachJson(record),
];
