import type {
  BreachCoverage,
  BreachLook,
  BreachOnArrival,
  PasswordEvent,
  RangeServerAddress,
} from '#libs/credentials';
import { BreachRecords } from '#libs/credentials';
import type { Caller, TenantId } from '#libs/identity';

import type { Database, Value } from '../database.js';
import type { AdminRow } from '../rows/admin-row.js';
import { ADMIN_COLUMNS, adminOf } from '../rows/admin-row.js';
import { gravest } from '../rows/change-due.js';
import type { RangeServerRow } from '../rows/range-server-row.js';
import { ownRangeServerOf } from '../rows/range-server-row.js';
import { statement } from '../statement.js';
import { BREACH_COLUMNS, breachJson, breachValues } from './breach-steps.js';
import { callerStatements, statementFor } from './caller-statements.js';
import { Coverages } from './coverages.js';
import { journalSteps, LOCKED, NOW, recordedSave } from './journal-steps.js';

interface ArrivalRow extends AdminRow, RangeServerRow {
  readonly version: number | null;
}

const ON_ARRIVAL = callerStatements(
  'breach_on_arrival',
  (whom) => `
  SELECT ${ADMIN_COLUMNS}, r.version, r.url AS range_url, r.sparse AS range_sparse
  FROM directory.subject s JOIN tenancy.settings t ON t.tenant = s.tenant
  LEFT JOIN tenancy.range_server r ON r.tenant = s.tenant
  WHERE ${whom}`,
);

const NAME_FIRST = statement(
  'range_server_name_first',
  recordedSave(
    `INSERT INTO tenancy.range_server AS d (tenant, url, sparse) VALUES ($1, $3, $4)
    ON CONFLICT (tenant) DO NOTHING`,
    { type: 5, data: 6 },
  ),
);

const RENAME = statement(
  'range_server_rename',
  recordedSave(
    `UPDATE tenancy.range_server d SET version = d.version + 1, url = $3, sparse = $4
    WHERE d.tenant = $1 AND d.version = $7`,
    { type: 5, data: 6 },
  ),
);

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
    SET must_change = true,
        must_change_reason = ${gravest("VALUES (p.must_change_reason), ('breached')")},
        (${BREACH_COLUMNS}) = ROW (${breachValues(4)})
    FROM locked l
    WHERE p.tenant = l.tenant AND p.subject = l.subject
      AND p.version = $3 AND p.breach_state <> 'breached'
    RETURNING p.tenant, p.subject, ${NOW} AS at
  ), ${journalSteps(5, 6)}
  SELECT w.at FROM written w`,
);

type Write = Parameters<BreachRecords['nameRangeServer']>[0];

export class TypeormBreachRecords extends BreachRecords {
  private readonly coverages: Coverages;

  constructor(
    private readonly database: Database,
    /** Milliseconds that only grow. */
    now?: () => number,
  ) {
    super();
    this.coverages = new Coverages(database, now);
  }

  override async onArrival(caller: Caller): Promise<BreachOnArrival | undefined> {
    const [row] = await this.database.query<ArrivalRow>(...statementFor(ON_ARRIVAL, caller));
    if (!row) return undefined;
    const rangeServer = ownRangeServerOf(caller.tenant, row);
    return { ...adminOf(row), version: row.version ?? 0, ...(rangeServer && { rangeServer }) };
  }

  override coverage(tenant: TenantId, corpus: string | undefined): Promise<BreachCoverage> {
    return this.coverages.of(tenant, corpus);
  }

  override coverageOfAll(corpus: string | undefined): Promise<BreachCoverage> {
    return this.coverages.ofAll(corpus);
  }

  override async nameRangeServer(
    { tenant, by, origin, before, after }: Write,
    version: number,
  ): Promise<{ version: number } | undefined> {
    const from = { ip: origin.ip, request_id: origin.requestId };
    const data = JSON.stringify({ before: toldOf(before), after: toldOf(after), ...from });
    const values = [tenant, by, after?.url, after?.sparse ?? false, 'range_server_changed', data];
    const [row] =
      version === 0
        ? await this.database.write<{ version: number }>(NAME_FIRST, values)
        : await this.database.write<{ version: number }>(RENAME, [...values, version]);
    return row;
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

/** An address has no secret in it: whoever named it may be told of it. */
const toldOf = (named: RangeServerAddress | undefined): object | null =>
  named ? { url: named.url, sparse: named.sparse } : null;

const values = ({ tenant, subject, version, record }: BreachLook): readonly Value[] => [
  ...[tenant, subject, version],
  breachJson(record),
];
