import type { TenantId } from '#libs/identity';

export interface PendingCount {
  readonly scope: string;
  readonly version: number;
  readonly counted: string;
  readonly passwords: number;
}

/** Counters that wait at the same time: hundreds of shadows with every rule, some megabytes. */
const MOST_COUNTERS = 10_000;

/** Numbers on their way to the database. Bounded: while it is away, counting ends before memory does. */
export class PendingCounts {
  readonly #byTenant = new Map<TenantId, Map<string, PendingCount>>();
  #size = 0;

  tenants(): readonly TenantId[] {
    return [...this.#byTenant.keys()];
  }

  /** One more of each. Answers false, and counts nothing, where there is no room. */
  add(tenant: TenantId, scope: string, version: number, counted: readonly string[]): boolean {
    if (this.#size + counted.length > MOST_COUNTERS) return false;
    for (const what of counted) this.#plus(tenant, { scope, version, counted: what, passwords: 1 });
    return true;
  }

  take(tenant: TenantId): readonly PendingCount[] {
    const counts = [...(this.#byTenant.get(tenant)?.values() ?? [])];
    this.#byTenant.delete(tenant);
    this.#size -= counts.length;
    return counts;
  }

  putBack(tenant: TenantId, counts: readonly PendingCount[]): void {
    for (const count of counts) this.#plus(tenant, count);
  }

  #plus(tenant: TenantId, { scope, version, counted, passwords }: PendingCount): void {
    const counts = this.#byTenant.get(tenant) ?? new Map<string, PendingCount>();
    this.#byTenant.set(tenant, counts);
    const key = `${String(version)} ${counted} ${scope}`;
    const before = counts.get(key);
    if (!before) this.#size += 1;
    counts.set(key, {
      ...{ scope, version, counted },
      passwords: passwords + (before?.passwords ?? 0),
    });
  }
}
