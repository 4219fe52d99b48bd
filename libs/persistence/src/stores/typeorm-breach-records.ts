import type { BreachCoverage, BreachLook, BreachOnArrival, PasswordEvent } from '#libs/credentials';
import { BreachRecords } from '#libs/credentials';
import type { Caller } from '#libs/identity';

import type { Database, Value } from '../database.js';
import type { AdminRow } from '../rows/admin-row.js';
import { ADMIN_COLUMNS, adminOf } from '../rows/admin-row.js';
import { statement } from '../statement.js';
import { BREACH_COLUMNS, breachJson, breachValues } from './breach-steps.js';
import { callerStatements, statementFor } from './caller-statements.js';
import { journalSteps, LOCKED, NOW } from './journal-steps.js';

interface ArrivalRow extends AdminRow {
  readonly coverage: BreachCoverage | null;
}

/** The count reads all of the tenant's passwords: CASE spares that for whoever is no admin. */
const ON_ARRIVAL = callerStatements(
  'breach_on_arrival',
  (whom, version) => `
  SELECT found.*, CASE WHEN found.admin THEN (
      SELECT json_build_object('passwords', count(*),
        'checked', count(*) FILTER (WHERE p.breach_corpus = $${version}::text
          AND p.breach_state <> 'undetermined'),
        'debts', count(*) FILTER (WHERE p.breach_state = 'undetermined'),
        'breached', count(*) FILTER (WHERE p.breach_state = 'breached'))
      FROM credentials.password p WHERE p.tenant = $1) END AS coverage
  FROM (SELECT ${ADMIN_COLUMNS}
        FROM directory.subject s JOIN tenancy.settings t ON t.tenant = s.tenant
        WHERE ${whom}) found`,
);

const NOTHING: BreachCoverage = { passwords: 0, checked: 0, debts: 0, breached: 0 };

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

  override async onArrival(
    caller: Caller,
    version: string | undefined,
  ): Promise<BreachOnArrival | undefined> {
    const [row] = await this.database.query<ArrivalRow>(
      ...statementFor(ON_ARRIVAL, caller, [version]),
    );
    return row && { ...adminOf(row), coverage: row.coverage ?? NOTHING };
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
