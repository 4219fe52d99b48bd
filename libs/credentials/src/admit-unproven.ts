import type { AccessRefusal, LimitRefusal, Origin, TenantId } from '#libs/identity';
import { originOfPage } from '#libs/identity';

import type { AddressLimits } from './ports/address-limits.js';
import type { KnownOrigins } from './ports/known-origins.js';
import type { RegisteredClients } from './ports/registered-clients.js';
import type { SecurityLog } from './ports/security-log.js';

/** Why a request of which nothing is proven is not even looked at. */
export type UnprovenRefusal = LimitRefusal | Extract<AccessRefusal, { code: 'forbidden' }>;

/** What every request has in common that tries a secret, sends a message or looks somebody up. */
export class AdmitUnproven {
  constructor(
    private readonly limits: AddressLimits,
    private readonly origins: KnownOrigins,
    private readonly clients: RegisteredClients,
    private readonly log: SecurityLog,
  ) {}

  /** Undefined: it may go on. Without a tenant no page of one can have sent it. */
  async barred(tenant: TenantId | undefined, origin: Origin): Promise<UnprovenRefusal | undefined> {
    return (await this.tooMany(origin)) ?? (tenant && (await this.strangePage(tenant, origin)));
  }

  /** Counted on the network alone, before anything is asked about anybody. */
  async tooMany(origin: Origin): Promise<LimitRefusal | undefined> {
    const { waitSeconds, quota } = await this.limits.spend(origin.ip, 'try');
    if (waitSeconds <= 0) return undefined;
    this.log.record('excess_rate_limit_exceeded', {}, origin, 'address');
    return { code: 'too_many_attempts', retryAfterSeconds: waitSeconds, quota };
  }

  /** A page speaks for a tenant that lists its origin, or that sends people to it during a reset. */
  async strangePage(
    tenant: TenantId,
    { page }: Origin,
  ): Promise<Extract<UnprovenRefusal, { code: 'forbidden' }> | undefined> {
    if (page === undefined || (await this.origins.isRegisteredBy(tenant, page))) return undefined;
    const { pages } = await this.clients.ofTenant(tenant);
    const known = Object.values(pages).some((address) => originOfPage(address) === page);
    return known ? undefined : { code: 'forbidden', reason: 'origin_not_registered' };
  }
}
