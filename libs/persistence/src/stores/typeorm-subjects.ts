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
    const { status, managedBy, names, groups, identifiers, links, version } = entry;
    const person = {
      ...{ status, names, groups, links },
      managed_by: managedBy ?? null,
      version: version ?? null,
      identifiers: identifiers.map(({ type, value, lookup, verified }) => ({
        ...{ type, value, lookup, verified },
      })),
    };
    const values = [tenant, subject, JSON.stringify(person), told(cause)];
    return this.#only<SubjectPut>(PUT, values);
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

const told = (cause: Cause): string => JSON.stringify(toldOf(cause));
