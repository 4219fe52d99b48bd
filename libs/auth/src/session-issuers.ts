import type { SessionIssuers } from '#libs/credentials';
import type { TenantId } from '#libs/identity';

import type { Issuers } from './trusted-issuer.js';

/** What the configured issuers of a tenant make of our cut-off. */
export class ConfiguredSessionIssuers implements SessionIssuers {
  constructor(private readonly issuers: Issuers) {}

  acknowledgement(tenant: TenantId): 'ended' | 'pending' {
    const issuers = this.issuers.ofTenant(tenant);
    const exact = issuers.length > 0 && issuers.every(({ anchor }) => anchor === 'epoch');
    return exact ? 'ended' : 'pending';
  }
}
