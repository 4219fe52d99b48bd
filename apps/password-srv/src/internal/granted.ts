import type { ServiceCaller, ServiceNeed, TenantId } from '#libs/identity';
import { barredService, isTenantId } from '#libs/identity';
import { invalid, RefusalException } from '#libs/platform';

/**
 * The tenant that a program names, if it was granted both the scope and the tenant. Whether a tenant
 * exists that it was not granted is not told.
 * @throws RefusalException
 */
export function granted(
  service: ServiceCaller,
  scope: ServiceNeed['scope'],
  tenant: string,
): TenantId {
  if (!isTenantId(tenant)) {
    return invalid([{ field: 'tenant', problem: 'cannot name a tenant' }]);
  }
  const barred = barredService(service, { scope, tenant });
  if (barred) throw new RefusalException(barred);
  return tenant;
}
