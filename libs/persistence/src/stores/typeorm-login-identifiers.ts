import type { Found } from '#libs/credentials';
import { LoginIdentifiers } from '#libs/credentials';
import type { IdentifierType, SubjectId, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

const FIND = statement(
  'identifier_find',
  `SELECT i.subject, s.epoch FROM directory.identifier i
   JOIN directory.subject s ON s.tenant = i.tenant AND s.subject = i.subject
   WHERE i.tenant = $1 AND i.type = $2 AND i.lookup = $3 LIMIT 2`,
);

const OF_SUBJECT = statement(
  'identifier_of_subject',
  `SELECT s.subject, s.epoch FROM tenancy.settings t
   LEFT JOIN directory.subject s ON s.tenant = t.tenant AND s.subject = $2
   WHERE t.tenant = $1`,
);

interface FoundRow {
  readonly subject: SubjectId | null;
  readonly epoch: number | null;
}

export class TypeormLoginIdentifiers extends LoginIdentifiers {
  constructor(private readonly database: Database) {
    super();
  }

  override async find(tenant: TenantId, type: IdentifierType, lookup: string): Promise<Found> {
    const values = [tenant, type, lookup];
    const [one, other] = await this.database.query<FoundRow>(FIND, values);
    return other ? { kind: 'ambiguous' } : foundIn(one);
  }

  override async ofSubject(tenant: TenantId, subject: SubjectId): Promise<Found | undefined> {
    const [row] = await this.database.query<FoundRow>(OF_SUBJECT, [tenant, subject]);
    return row && foundIn(row);
  }
}

const foundIn = (row: FoundRow | undefined): Found =>
  row && row.subject !== null && row.epoch !== null
    ? { kind: 'subject', subject: row.subject, epoch: row.epoch }
    : { kind: 'unknown' };
