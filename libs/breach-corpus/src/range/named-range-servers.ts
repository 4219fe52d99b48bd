import { RangeServers } from '#libs/credentials';
import type { OwnRangeServer, RemoteBreachCorpus } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import type { Egress } from '#libs/platform';

import { RangeCache } from './range-cache.js';
import { RangeClient } from './range-client.js';

interface Known {
  readonly own: OwnRangeServer;
  readonly client: RangeClient;
}

/** A client is a breaker and some numbers; of tenants beyond these it begins anew. */
const MOST_CLIENTS = 1_000;

/**
 * The operator's range server and those of tenants. Each tenant's has a circuit breaker of its own,
 * and what it said is kept for that tenant alone, so that one that lies or stalls concerns nobody else.
 * The ranges of all of them share one bounded cache.
 */
export class NamedRangeServers extends RangeServers {
  readonly #known = new Map<TenantId, Known>();
  readonly #cache = new RangeCache();

  constructor(
    /** The way to addresses that tenants have named. */
    private readonly egress: Pick<Egress, 'get'>,
    private readonly operators?: RemoteBreachCorpus,
  ) {
    super();
  }

  override of(own: OwnRangeServer | undefined): RemoteBreachCorpus | undefined {
    return own ? this.#clientOf(own) : this.operators;
  }

  #clientOf(own: OwnRangeServer): RangeClient {
    const { tenant, url, sparse } = own;
    const known = this.#known.get(tenant);
    const same = known?.own.url === url && known.own.sparse === sparse;
    const client = same ? known.client : this.#madeFor(own);
    // The latest used stands last.
    this.#known.delete(tenant);
    this.#known.set(tenant, { own, client });
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > MOST_CLIENTS) this.#known.delete(oldest);
    return client;
  }

  #madeFor({ tenant, url, sparse }: OwnRangeServer): RangeClient {
    const { egress } = this;
    return new RangeClient({ baseUrl: url, sparse, egress, cache: this.#cache, cacheKey: tenant });
  }
}
