import type { AuditActor, AuditFilter, AuditPage, AuditRecord } from '#libs/credentials';
import { AuditTrail } from '#libs/credentials';
import type { AdminOnArrival, Caller, SubjectId, TenantId } from '#libs/identity';

import type { Database, Value } from '../database.js';
import type { AdminRow } from '../rows/admin-row.js';
import { ADMIN_COLUMNS, adminOf } from '../rows/admin-row.js';
import { statement } from '../statement.js';
import { callerStatements, statementFor } from './caller-statements.js';

/** Events that one page looks at: some milliseconds of work, whatever the filter leaves of them. */
export const MOST_LOOKED_AT = 5_000;

const NIL = '00000000-0000-0000-0000-000000000000';
const FOREVER = 'infinity';

const ON_ARRIVAL = callerStatements(
  'audit_on_arrival',
  (whom) => `
  SELECT ${ADMIN_COLUMNS}
  FROM directory.subject s JOIN tenancy.settings t ON t.tenant = s.tenant
  WHERE ${whom}`,
);

/** As text, because a JavaScript date would lose the microseconds and with them the place. */
const PLACE = statement(
  'audit_place',
  `SELECT e.occurred_at::text AS at FROM journal.event e WHERE e.tenant = $1 AND e.id = $2`,
);

/** One row per record, or one without: how much was looked at is told in any case. */
const page = (whose = ''): string => `WITH looked AS MATERIALIZED (
    SELECT e.id, e.subject, e.type, e.occurred_at, e.data FROM journal.event e
    WHERE e.tenant = $1 AND e.occurred_at >= $2
      AND (e.occurred_at, e.id) < ($3::timestamptz, $4::uuid) ${whose}
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${String(MOST_LOOKED_AT)}
  ), found AS (
    SELECT l.* FROM looked l WHERE $5::text IS NULL OR l.type = $5
    ORDER BY l.occurred_at DESC, l.id DESC LIMIT $6
  ), extent AS (
    SELECT count(*)::int AS looked, (array_agg(l.id ORDER BY l.occurred_at, l.id))[1] AS oldest
    FROM looked l
  )
  SELECT x.looked, x.oldest, f.* FROM extent x LEFT JOIN found f ON true
  ORDER BY f.occurred_at DESC, f.id DESC`;

const OF_TENANT = statement('audit_of_tenant', page());
const OF_SUBJECT = statement('audit_of_subject', page('AND e.subject = $7'));

interface Told {
  /** The admin who did it, where it concerns somebody else. */
  readonly by?: SubjectId;
  readonly ip?: string;
  readonly request_id?: string;
  readonly client?: string;
  readonly outcome?: string;
}

interface EventRow {
  readonly looked: number;
  readonly oldest: string | null;
  /** Null with everything that follows: nothing was found. */
  readonly id: string | null;
  readonly subject: string;
  readonly type: string;
  readonly occurred_at: Date;
  readonly data: Told;
}

export class TypeormAuditTrail extends AuditTrail {
  constructor(private readonly database: Database) {
    super();
  }

  override async onArrival(caller: Caller): Promise<AdminOnArrival | undefined> {
    const [row] = await this.database.query<AdminRow>(...statementFor(ON_ARRIVAL, caller));
    return row && adminOf(row);
  }

  override async page(tenant: TenantId, filter: AuditFilter): Promise<AuditPage | undefined> {
    const { from, to, subject, type, after, limit } = filter;
    const before = await this.before(tenant, to, after);
    if (!before) return undefined;
    // One more than asked for tells whether there is a next page.
    const values = [tenant, from, ...before, type, limit + 1];
    const rows =
      subject === undefined
        ? await this.database.query<EventRow>(OF_TENANT, values)
        : await this.database.query<EventRow>(OF_SUBJECT, [...values, subject]);
    return pageOf(rows, limit);
  }

  private async before(
    tenant: TenantId,
    to: Date | undefined,
    after: string | undefined,
  ): Promise<readonly [at: Value, id: string] | undefined> {
    if (after === undefined) return [to ?? FOREVER, NIL];
    const [place] = await this.database.query<{ at: string }>(PLACE, [tenant, after]);
    return place && [place.at, after];
  }
}

function pageOf(rows: readonly EventRow[], limit: number): AuditPage {
  const records = rows.flatMap((row) =>
    row.id === null ? [] : [recordOf({ ...row, id: row.id })],
  );
  const shown = records.slice(0, limit);
  const looked = rows[0]?.looked ?? 0;
  const stopped = looked === MOST_LOOKED_AT ? (rows[0]?.oldest ?? undefined) : undefined;
  const next = records.length > limit ? shown.at(-1)?.id : stopped;
  return { records: shown, ...(next !== undefined && { next }) };
}

function recordOf(row: EventRow & { readonly id: string }): AuditRecord {
  const { ip, request_id: txn, client, by, outcome, ...details } = row.data;
  const subject = row.subject === '' ? undefined : (row.subject as SubjectId);
  return {
    ...{ id: row.id, at: row.occurred_at, type: row.type },
    outcome: outcome === 'failure' ? 'failure' : 'success',
    ...(subject !== undefined && { subject }),
    actor: actorOf({ subject, client, by, txn }),
    ...(txn !== undefined && { txn }),
    ...(ip !== undefined && { ip }),
    details,
  };
}

/** What no request has caused was due by itself: a reminder, a password found in a corpus. */
function actorOf({
  subject,
  client,
  by,
  txn,
}: {
  readonly subject: SubjectId | undefined;
  readonly client: string | undefined;
  readonly by: SubjectId | undefined;
  readonly txn: string | undefined;
}): AuditActor {
  if (client !== undefined) return { kind: 'service', client };
  if (by !== undefined) return { kind: 'person', subject: by };
  return subject !== undefined && txn !== undefined
    ? { kind: 'person', subject }
    : { kind: 'system' };
}
