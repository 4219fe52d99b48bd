import { describe, expect, it } from '@jest/globals';

import type { ServiceCaller } from '#libs/identity';
import { barredService, tenantId } from '#libs/identity';

const demo = tenantId('demo');
const service = (granted: Partial<ServiceCaller>): ServiceCaller => ({
  client: 'login',
  issuer: 'https://issuer.example',
  tenants: new Set([demo]),
  scopes: new Set(['methods:read']),
  ...granted,
});

describe('a program', () => {
  const need = { scope: 'methods:read', tenant: demo } as const;

  it('is let in with the scope and the tenant', () => {
    expect(barredService(service({}), need)).toBeUndefined();
    expect(barredService(service({ tenants: 'all' }), need)).toBeUndefined();
  });

  it('is refused without the scope, whatever its tenants', () => {
    expect(barredService(service({ scopes: new Set(), tenants: 'all' }), need)).toEqual({
      code: 'forbidden',
      reason: 'scope_missing',
    });
  });

  it('is refused for a tenant that it was not granted', () => {
    expect(barredService(service({ tenants: new Set([tenantId('other')]) }), need)).toEqual({
      code: 'forbidden',
      reason: 'tenant_not_granted',
    });
  });
});
