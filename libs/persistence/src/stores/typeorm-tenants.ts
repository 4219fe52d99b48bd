import type { NamedTenant } from '#libs/credentials';
import { Tenants } from '#libs/credentials';
import type { TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import type { Statement } from '../statement.js';
import { statement } from '../statement.js';

const NAMED = statement(
  'tenant_named',
  'SELECT n.id, n.region FROM tenancy.tenant n WHERE n.id = $1',
  'asks which tenant there is',
);

const OF_BRAND = statement(
  'tenant_of_brand',
  `SELECT n.id, n.region FROM tenancy.tenant n
   WHERE n.brand = $1 OR (n.brand IS NULL AND n.id = $1) ORDER BY n.brand LIMIT 1`,
  'a brand is how a request names its tenant',
);

export class TypeormTenants extends Tenants {
  constructor(private readonly database: Database) {
    super();
  }

  override named(tenant: TenantId): Promise<NamedTenant | undefined> {
    return this.#first(NAMED, tenant);
  }

  override ofBrand(brand: string): Promise<NamedTenant | undefined> {
    return this.#first(OF_BRAND, brand);
  }

  async #first(asked: Statement, name: string): Promise<NamedTenant | undefined> {
    const [row] = await this.database.query<{ id: TenantId; region: string | null }>(asked, [name]);
    return row && { tenant: row.id, ...(row.region !== null && { region: row.region }) };
  }
}
