import type { Cause, ImportedPassword, PasswordEvent } from '#libs/credentials';
import { PasswordImports } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { ADOPT_PASSWORD, EVER_HAD_PASSWORD, IMPORT_PASSWORDS } from './import-statements.js';

export class TypeormPasswordImports extends PasswordImports {
  constructor(private readonly database: Database) {
    super();
  }

  override async importAll(
    tenant: TenantId,
    passwords: readonly ImportedPassword[],
    cause: Cause,
  ): Promise<ReadonlyMap<SubjectId, Date>> {
    const written = await this.database.query<{ subject: SubjectId; at: Date }>(
      IMPORT_PASSWORDS,
      valuesOf(tenant, passwords, detailsOf(cause)),
    );
    return new Map(written.map(({ subject, at }) => [subject, at]));
  }

  override async everHad(tenant: TenantId, subject: SubjectId): Promise<boolean> {
    const rows = await this.database.query<{ had: boolean }>(EVER_HAD_PASSWORD, [tenant, subject]);
    return rows[0]?.had === true;
  }

  override async adopt(tenant: TenantId, password: ImportedPassword, cause: Cause): Promise<void> {
    const details = { ...detailsOf(cause), source: 'legacy_verifier' };
    await this.database.query(ADOPT_PASSWORD, valuesOf(tenant, [password], details));
  }
}

const EVENT: PasswordEvent = 'password_imported';

const detailsOf = ({ ip, requestId, client }: Cause): object => ({
  ...{ ip, request_id: requestId },
  ...(client !== undefined && { client }),
});

function valuesOf(
  tenant: TenantId,
  passwords: readonly ImportedPassword[],
  details: object,
): readonly string[] {
  const rows = passwords.map(({ subject, envelope, scheme, changeId }) => ({
    ...{ subject, envelope, scheme },
    change_id: changeId,
  }));
  return [tenant, JSON.stringify(rows), EVENT, JSON.stringify(details)];
}
