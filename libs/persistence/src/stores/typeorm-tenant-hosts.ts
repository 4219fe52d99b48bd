import { TenantHosts } from '#libs/credentials';
import type { TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

const TENANT_OF_HOST = statement(
  'tenant_of_host',
  'SELECT h.tenant FROM tenancy.host h WHERE h.host = $1',
  'a host is how a request names its tenant',
);

const PUT = statement(
  'host_put',
  `INSERT INTO tenancy.host AS h (tenant, host) VALUES ($1, $2)
   ON CONFLICT (host) DO UPDATE SET host = $2 WHERE h.tenant = $1
   RETURNING h.host`,
);

const REMOVE = statement(
  'host_remove',
  'DELETE FROM tenancy.host h WHERE h.tenant = $1 AND h.host = $2 RETURNING h.host',
);

const OF_TENANT = statement(
  'hosts_of_tenant',
  'SELECT h.host FROM tenancy.host h WHERE h.tenant = $1 ORDER BY h.host',
);

/** Services only read; operators register hosts over the migrations' connection. */
export class TypeormTenantHosts extends TenantHosts {
  constructor(private readonly database: Database) {
    super();
  }

  override async tenantOf(host: string): Promise<TenantId | undefined> {
    const [row] = await this.database.query<{ tenant: TenantId }>(TENANT_OF_HOST, [host]);
    return row?.tenant;
  }

  /** False: it is another tenant's, and stays so. @throws if there is no such tenant */
  async put(tenant: TenantId, host: string): Promise<boolean> {
    return (await this.database.query(PUT, [tenant, host])).length > 0;
  }

  /** False: the tenant had none of this name. */
  async remove(tenant: TenantId, host: string): Promise<boolean> {
    return (await this.database.query(REMOVE, [tenant, host])).length > 0;
  }

  async ofTenant(tenant: TenantId): Promise<readonly string[]> {
    const rows = await this.database.query<{ host: string }>(OF_TENANT, [tenant]);
    return rows.map(({ host }) => host);
  }
}
