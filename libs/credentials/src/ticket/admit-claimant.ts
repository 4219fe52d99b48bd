import type { Origin, Outcome } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { AddressLimits } from '../ports/address-limits.js';
import type { RegisteredClients } from '../ports/registered-clients.js';
import type { SecurityLog } from '../ports/security-log.js';
import type { NamedTenant, Tenants } from '../ports/tenants.js';
import type { PasswordRefusal } from '../refusal.js';

/** Lets requests of people in who have proven nothing, where their tenant has opened that door. */
export class AdmitClaimant {
  constructor(
    /** Whether this installation can raise tickets at all. */
    private readonly offered: boolean,
    private readonly limits: AddressLimits,
    private readonly tenants: Tenants,
    private readonly clients: RegisteredClients,
    private readonly log: SecurityLog,
  ) {}

  /** An unknown brand reads like one whose door is shut: whether a tenant exists is not told here. */
  async admit(brand: string, origin: Origin): Promise<Outcome<NamedTenant, PasswordRefusal>> {
    const retryAfterSeconds = await this.limits.spend(origin.ip);
    if (retryAfterSeconds > 0) {
      this.log.record('excess_rate_limit_exceeded', {}, origin, 'address');
      return refused({ code: 'too_many_attempts', retryAfterSeconds });
    }
    const named = this.offered ? await this.tenants.ofBrand(brand) : undefined;
    const open = named && (await this.clients.ofTenant(named.tenant)).mfaV1;
    return open ? done(named) : refused({ code: 'forbidden', reason: 'interface_off' });
  }
}
