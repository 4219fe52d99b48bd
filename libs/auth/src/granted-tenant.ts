import type { ServiceCaller, ServiceScope, TenantId } from '#libs/identity';
import { barredService, isTenantId } from '#libs/identity';
import { invalid, RefusalException } from '#libs/platform';

/**
 * The tenant that a program names, where it was granted both the scope and that tenant. Whether
 * there is such a tenant is not told to a program without.
 * @throws RefusalException
 */
export function grantedTenant(
  service: ServiceCaller,
  scope: ServiceScope,
  named: string,
): TenantId {
  const tenant = isTenantId(named) ? named : undefined;
  const barred = barredService(service, { scope, tenant });
  if (barred) throw new RefusalException(barred);
  return tenant ?? invalid([{ field: 'tenant', problem: 'cannot name a tenant' }]);
}
