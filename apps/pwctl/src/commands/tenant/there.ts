import type { TenantId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import { TypeormTenants } from '#libs/persistence';

/** @throws Error where there is no such tenant */
export async function assertThere(database: Database, tenant: TenantId): Promise<void> {
  if (!(await new TypeormTenants(database).named(tenant))) throw none(tenant);
}

export const none = (tenant: TenantId): Error => new Error(`there is no tenant ${tenant}`);
