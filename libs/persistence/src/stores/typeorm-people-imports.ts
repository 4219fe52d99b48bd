import type { IdentifierType, SubjectId, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

export interface ImportedPerson {
  readonly subject: SubjectId;
  readonly identifiers: readonly {
    readonly type: IdentifierType;
    readonly value: string;
    readonly lookup: string;
    readonly verified: boolean;
  }[];
}

const KNOWN = statement(
  'people_known',
  `SELECT s.subject FROM directory.subject s WHERE s.tenant = $1 AND s.subject = ANY ($2::text[])`,
);

/** People who are known already stay as they are: whoever owns the directory has the last word. */
const CREATE = statement(
  'people_create',
  `WITH given AS (
    SELECT g.subject, g.identifiers
    FROM jsonb_to_recordset($2::jsonb) AS g (subject text, identifiers jsonb)
  ), created AS (
    INSERT INTO directory.subject AS s (tenant, subject)
    SELECT $1, g.subject FROM given g ORDER BY g.subject
    ON CONFLICT (tenant, subject) DO NOTHING
    RETURNING s.tenant, s.subject
  )
  INSERT INTO directory.identifier AS i (tenant, subject, type, lookup, value, verified_at)
  SELECT c.tenant, c.subject, n.type, n.lookup, n.value,
    CASE WHEN n.verified THEN clock_timestamp() END
  FROM created c
  JOIN given g ON g.subject = c.subject
  CROSS JOIN LATERAL jsonb_to_recordset(g.identifiers)
    AS n (type text, lookup text, value text, verified boolean)
  WHERE c.tenant = $1
  ON CONFLICT (tenant, type, lookup, subject) DO NOTHING`,
);

/** Registers many people at once, for imports. Runs on the migrations' connection. */
export class TypeormPeopleImports {
  constructor(private readonly database: Database) {}

  async known(tenant: TenantId, subjects: readonly SubjectId[]): Promise<ReadonlySet<SubjectId>> {
    const rows = await this.database.query<{ subject: SubjectId }>(KNOWN, [tenant, [...subjects]]);
    return new Set(rows.map(({ subject }) => subject));
  }

  /** Those who are unknown, in one transaction. What somebody else is found by finds neither. */
  async create(tenant: TenantId, people: readonly ImportedPerson[]): Promise<void> {
    if (people.length > 0) await this.database.query(CREATE, [tenant, JSON.stringify(people)]);
  }
}
