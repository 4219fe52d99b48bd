import type { Found } from '#libs/credentials';
import { LoginIdentifiers } from '#libs/credentials';
import type { IdentifierType, SubjectId, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

const FIND = statement(
  'identifier_find',
  `SELECT i.subject FROM directory.identifier i
   WHERE i.tenant = $1 AND i.type = $2 AND i.lookup = $3 LIMIT 2`,
);

export class TypeormLoginIdentifiers extends LoginIdentifiers {
  constructor(private readonly database: Database) {
    super();
  }

  override async find(tenant: TenantId, type: IdentifierType, lookup: string): Promise<Found> {
    const values = [tenant, type, lookup];
    const [one, other] = await this.database.query<{ subject: SubjectId }>(FIND, values);
    if (other) return { kind: 'ambiguous' };
    return one ? { kind: 'subject', subject: one.subject } : { kind: 'unknown' };
  }
}
