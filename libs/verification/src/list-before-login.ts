import type {
  AdmitUnproven,
  ClaimedIdentifier,
  FindClaimant,
  Tenants,
  UnprovenRefusal,
} from '#libs/credentials';
import type { Origin, Outcome, SubjectId, TenantId, VerificationType } from '#libs/identity';
import { availableMethods, CATALOGUE, done, FIRST_FACTORS, refused } from '#libs/identity';

import type { ConfiguredMethod } from './configured-methods.js';
import { configuredMethods } from './configured-methods.js';
import type { LoginRequests } from './ports/login-requests.js';

export interface ListBeforeLoginQuery {
  readonly tenant: TenantId;
  /** As a service may have opened it. */
  readonly requestId?: string;
  /** Whom somebody claims to be; any of the identifiers may be the one. */
  readonly claims: readonly (
    ClaimedIdentifier | { readonly type: 'SUB'; readonly value: string }
  )[];
  readonly origin: Origin;
}

/** With which methods a login may begin: the same for everybody, unless a service vouches for one. */
export class ListBeforeLogin {
  constructor(
    private readonly admitUnproven: AdmitUnproven,
    private readonly requests: LoginRequests,
    private readonly tenants: Tenants,
    private readonly claimants: FindClaimant,
  ) {}

  async list(
    query: ListBeforeLoginQuery,
  ): Promise<Outcome<readonly ConfiguredMethod[], UnprovenRefusal>> {
    const { tenant, requestId, origin } = query;
    const barred = await this.admitUnproven.barred(tenant, origin);
    if (barred) return refused(barred);
    const found = await this.requests.beforeLogin(tenant, requestId);
    if (!found) return done([]);
    const { switchedOn, opened } = found;
    return opened && (await this.isClaimed(query, opened.subject))
      ? done(configuredMethods({ switchedOn, ...opened }))
      : done(firstFactors(switchedOn));
  }

  /** A request that was opened for one person shows nothing of it to who claims to be another. */
  private async isClaimed(
    { tenant, claims, origin }: ListBeforeLoginQuery,
    subject: SubjectId,
  ): Promise<boolean> {
    const named = claims.length > 0 ? await this.tenants.named(tenant) : undefined;
    for (const claim of claims) {
      const meant =
        claim.type === 'SUB'
          ? claim.value
          : named && (await this.claimants.find(named, claim, origin)).subject;
      if (meant === subject) return true;
    }
    return claims.length === 0;
  }
}

function firstFactors(switchedOn: ReadonlySet<VerificationType>): readonly ConfiguredMethod[] {
  const available = availableMethods(switchedOn);
  return CATALOGUE.filter((type) => available.has(type) && FIRST_FACTORS.has(type)).map((type) => ({
    type,
    mediums: [],
  }));
}
