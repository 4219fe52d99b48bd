import type { SubjectId, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

const KNOWN = statement(
  'people_known',
  `SELECT s.subject FROM directory.subject s WHERE s.tenant = $1 AND s.subject = ANY ($2::text[])`,
);

/** Looks for many people at once, for imports. Runs on the migrations' connection. */
export class TypeormPeopleImports {
  constructor(private readonly database: Database) {}

  async known(tenant: TenantId, subjects: readonly SubjectId[]): Promise<ReadonlySet<SubjectId>> {
    const rows = await this.database.query<{ subject: SubjectId }>(KNOWN, [tenant, [...subjects]]);
    return new Set(rows.map(({ subject }) => subject));
  }
}
