import type { Cause, DirectoryEntry, SubjectPut } from '#libs/credentials';
import { Subjects } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import type { Statement } from '../statement.js';
import { statement } from '../statement.js';
import { toldOf } from './cause.js';

/** The work is done by functions of the owner (024-subjects.ts): no role may write these tables. */
const PUT = statement(
  'subjects_put',
  `SELECT directory.put_subject(t.tenant, $2, $3::jsonb, $4::jsonb) AS result
   FROM tenancy.settings t WHERE t.tenant = $1`,
);

/**
 * All locks of all of them before the first row, in the one order in which everybody takes them: two
 * who write the same people wait for each other and never in a circle.
 */
const PUT_ALL = statement(
  'subjects_put_all',
  `WITH given AS (
    SELECT g.subject, g.person FROM jsonb_to_recordset($2::jsonb) AS g (subject text, person jsonb)
  ), locked AS MATERIALIZED (
    SELECT pg_advisory_xact_lock(hashtextextended(k.key, 0)) FROM (
      SELECT concat_ws(chr(31), $1::text, i ->> 'type', i ->> 'lookup') AS key
      FROM given g, jsonb_array_elements(g.person -> 'identifiers') i
      UNION SELECT concat_ws(chr(31), $1::text, l ->> 'iss', l ->> 'sub')
      FROM given g, jsonb_array_elements(g.person -> 'links') l
      ORDER BY 1) k
  ), held AS MATERIALIZED (SELECT count(*) AS locks FROM locked)
  SELECT o.subject, directory.put_subject(t.tenant, o.subject, o.person, $3::jsonb) AS result
  FROM tenancy.settings t CROSS JOIN held h CROSS JOIN LATERAL (
    SELECT g.subject, g.person FROM given g WHERE h.locks >= 0 ORDER BY g.subject OFFSET 0
  ) o
  WHERE t.tenant = $1`,
);

const SETTLE = statement(
  'subjects_settle_quarantine',
  `SELECT directory.settle_quarantine(t.tenant, $2, $3, $4::jsonb) AS result
   FROM tenancy.settings t WHERE t.tenant = $1`,
);

const ERASE = statement(
  'subjects_erase',
  `SELECT directory.erase_subject(t.tenant, $2, $3::jsonb) AS result
   FROM tenancy.settings t WHERE t.tenant = $1`,
);

const EXPORT = statement(
  'subjects_export',
  `SELECT directory.export_subject(t.tenant, $2) AS result
   FROM tenancy.settings t WHERE t.tenant = $1`,
);

interface Which {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
}

export class TypeormSubjects extends Subjects {
  constructor(private readonly database: Database) {
    super();
  }

  override put(
    { tenant, subject }: Which,
    entry: DirectoryEntry,
    cause: Cause,
  ): Promise<SubjectPut | undefined> {
    const values = [tenant, subject, JSON.stringify(personOf(entry)), told(cause)];
    return this.#only<SubjectPut>(PUT, values);
  }

  override async putAll(
    tenant: TenantId,
    people: readonly { readonly subject: SubjectId; readonly entry: DirectoryEntry }[],
    cause: Cause,
  ): Promise<ReadonlyMap<SubjectId, SubjectPut>> {
    if (people.length === 0) return new Map();
    const given = people.map(({ subject, entry }) => ({ subject, person: personOf(entry) }));
    const rows = await this.database.write<{ subject: SubjectId; result: SubjectPut }>(PUT_ALL, [
      ...[tenant, JSON.stringify(given), told(cause)],
    ]);
    return new Map(rows.map(({ subject, result }) => [subject, result]));
  }

  override async settleQuarantine(
    { tenant, subject }: Which,
    decision: 'keep' | 'discard',
    cause: Cause,
  ): Promise<boolean> {
    const values = [tenant, subject, decision, told(cause)];
    return (await this.#only<boolean>(SETTLE, values)) ?? false;
  }

  override async erase({ tenant, subject }: Which, { ip: _of, ...cause }: Cause): Promise<boolean> {
    return (await this.#only<boolean>(ERASE, [tenant, subject, told(cause)])) ?? false;
  }

  override async exported({ tenant, subject }: Which): Promise<object | undefined> {
    return (await this.#only<object | null>(EXPORT, [tenant, subject])) ?? undefined;
  }

  async #only<Result>(asked: Statement, values: readonly string[]): Promise<Result | undefined> {
    const [row] = await this.database.write<{ result: Result }>(asked, values);
    return row?.result;
  }
}

const personOf = (entry: DirectoryEntry): object => {
  const { status, managedBy, names, groups, identifiers, links, version } = entry;
  return {
    ...{ status, names, groups, links },
    managed_by: managedBy ?? null,
    version: version ?? null,
    identifiers: identifiers.map(({ type, value, lookup, verified }) => ({
      ...{ type, value, lookup, verified },
    })),
  };
};

const told = (cause: Cause): string => JSON.stringify(toldOf(cause));
