import type { Origin, Outcome } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { AdmitUnproven } from '../admit-unproven.js';
import type { RegisteredClients } from '../ports/registered-clients.js';
import type { NamedTenant, Tenants } from '../ports/tenants.js';
import type { PasswordRefusal } from '../refusal.js';

/** Lets requests of people in who have proven nothing, where their tenant has opened that door. */
export class AdmitClaimant {
  constructor(
    /** Whether this installation can raise tickets at all. */
    private readonly offered: boolean,
    private readonly admitUnproven: AdmitUnproven,
    private readonly tenants: Tenants,
    private readonly clients: RegisteredClients,
  ) {}

  /** An unknown brand reads like one whose door is shut: whether a tenant exists is not told here. */
  async admit(brand: string, origin: Origin): Promise<Outcome<NamedTenant, PasswordRefusal>> {
    const tooMany = await this.admitUnproven.tooMany(origin);
    if (tooMany) return refused(tooMany);
    const named = this.offered ? await this.tenants.ofBrand(brand) : undefined;
    const open = named && (await this.clients.ofTenant(named.tenant)).mfaV1;
    if (!open) return refused({ code: 'forbidden', reason: 'interface_off' });
    const strange = await this.admitUnproven.strangePage(named.tenant, origin);
    return strange ? refused(strange) : done(named);
  }
}
