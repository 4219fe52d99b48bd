import type { TenantId } from '#libs/identity';

import type { Pages, RegisteredClients } from '../ports/registered-clients.js';
import type { ResetTokens } from '../ports/reset-secrets.js';

/**
 * Where people are sent during a reset: to pages that the tenant has registered, otherwise to our
 * own. Nothing of a request has a say in it, neither a parameter nor its Host header.
 */
export class ResetPages {
  constructor(
    private readonly clients: RegisteredClients,
    private readonly tokens: ResetTokens,
    private readonly publicUrl: string,
  ) {}

  /** Undefined: the token is not ours, so there is no tenant whose page it could be. */
  async behind(requestToken: string, page: keyof Pages): Promise<string | undefined> {
    const name = this.tokens.open(requestToken);
    return name && this.ofTenant(name.tenant, page);
  }

  async ofTenant(tenant: TenantId, page: keyof Pages): Promise<string> {
    const { pages } = await this.clients.ofTenant(tenant);
    const registered = pages[page] ?? pages.reset ?? '/reset';
    return registered.startsWith('/') ? `${this.publicUrl}${registered}` : registered;
  }
}
