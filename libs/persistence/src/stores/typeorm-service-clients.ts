import type { ServiceGrant } from '#libs/credentials';
import { ServiceClients } from '#libs/credentials';
import { isTenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

const GRANT_OF = statement(
  'service_client_grant',
  `SELECT c.tenants, c.scopes FROM tenancy.service_client c WHERE c.issuer = $1 AND c.client = $2`,
  'services are known across tenants; the row itself says which tenants they may name',
);

export class TypeormServiceClients extends ServiceClients {
  constructor(private readonly database: Database) {
    super();
  }

  override async grantOf(issuer: string, client: string): Promise<ServiceGrant | undefined> {
    const [row] = await this.database.query<{ tenants: string[] | null; scopes: string[] }>(
      GRANT_OF,
      [issuer, client],
    );
    if (!row) return undefined;
    const tenants = row.tenants ? new Set(row.tenants.filter(isTenantId)) : 'all';
    return { tenants, scopes: new Set(row.scopes) };
  }
}
