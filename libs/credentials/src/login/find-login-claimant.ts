import type { Origin, SubjectId, TenantId } from '#libs/identity';

import type { ClaimedIdentifier, Claimant, FindClaimant } from '../find-claimant.js';
import type { Tenants } from '../ports/tenants.js';

/** How a login service names whom it asks about. */
export type Whom = { readonly subject: SubjectId } | { readonly identifier: ClaimedIdentifier };

/** Finds whom a login service asks about. */
export class FindLoginClaimant {
  constructor(
    private readonly tenants: Tenants,
    private readonly findClaimant: FindClaimant,
  ) {}

  /** Undefined: there is no such tenant. */
  async find(tenant: TenantId, whom: Whom, origin: Origin): Promise<Claimant | undefined> {
    if ('subject' in whom) return this.findClaimant.bySubject(tenant, whom.subject);
    const named = await this.tenants.named(tenant);
    return named && this.findClaimant.find(named, whom.identifier, origin);
  }
}
