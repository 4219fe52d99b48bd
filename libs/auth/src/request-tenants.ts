import { LRUCache } from 'lru-cache';

import type { TenantHosts } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import { hostName, isTenantId } from '#libs/identity';
import { invalid } from '#libs/platform';

/** Milliseconds: how long a host that was registered, moved or taken away goes on as it was. */
const REMEMBERED = 5_000;

/** Names that requests came to, their own tenants' and whatever strangers make up. */
const MOST_HOSTS = 10_000;

interface Surroundings {
  /** Undefined: who names no tenant has to. */
  readonly defaultTenant: TenantId | undefined;
  readonly now: () => Date;
}

/**
 * Whose settings apply to a request without token: the tenant that it names, else the one whose host
 * it came to, else the default one.
 */
export class RequestTenants {
  /** While the database is away hosts stay whose they were. */
  readonly #hosts: LRUCache<string, { readonly tenant: TenantId | undefined }>;

  constructor(
    hosts: TenantHosts,
    private readonly surroundings: Surroundings,
  ) {
    this.#hosts = new LRUCache({
      max: MOST_HOSTS,
      ttl: REMEMBERED,
      ttlResolution: 0,
      perf: { now: () => surroundings.now().getTime() },
      fetchMethod: async (host, known) => {
        try {
          return { tenant: await hosts.tenantOf(host) };
        } catch (error) {
          if (known) return known;
          throw error;
        }
      },
    });
  }

  /** @throws RefusalException 400 where nothing names a tenant, or what does cannot. */
  async of(given: unknown, host: string | undefined): Promise<TenantId> {
    const named = await this.named(given, host);
    return isTenantId(named)
      ? named
      : invalid([{ field: 'tenant', problem: 'cannot name a tenant' }]);
  }

  /** The same for whoever treats an impossible name like an unknown tenant. */
  async named(given: unknown, host: string | undefined): Promise<string> {
    if (typeof given === 'string' && given !== '') return given;
    if (given !== undefined) return invalid([{ field: 'tenant', problem: 'must name one tenant' }]);
    const named = (await this.#ofHost(host)) ?? this.surroundings.defaultTenant;
    return named ?? invalid([{ field: 'tenant', problem: 'is missing' }]);
  }

  async #ofHost(header: string | undefined): Promise<TenantId | undefined> {
    const host = hostName(header ?? '');
    return host === undefined ? undefined : (await this.#hosts.fetch(host))?.tenant;
  }
}
