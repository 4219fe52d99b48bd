import type { Cause, ImportedPassword, PasswordEvent } from '#libs/credentials';
import { PasswordImports } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { IMPORT_PASSWORDS } from './import-statements.js';

export class TypeormPasswordImports extends PasswordImports {
  constructor(private readonly database: Database) {
    super();
  }

  override async importAll(
    tenant: TenantId,
    passwords: readonly ImportedPassword[],
    { ip, requestId, client }: Cause,
  ): Promise<ReadonlyMap<SubjectId, Date>> {
    const event: PasswordEvent = 'password_imported';
    const rows = passwords.map(({ subject, envelope, scheme, changeId }) => ({
      ...{ subject, envelope, scheme },
      change_id: changeId,
    }));
    const data = { ip, request_id: requestId, ...(client !== undefined && { client }) };
    const values = [tenant, JSON.stringify(rows), event, JSON.stringify(data)];
    const written = await this.database.query<{ subject: SubjectId; at: Date }>(
      IMPORT_PASSWORDS,
      values,
    );
    return new Map(written.map(({ subject, at }) => [subject, at]));
  }
}
