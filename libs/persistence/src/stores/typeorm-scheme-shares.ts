import type { TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

export interface SchemeShare {
  readonly scheme: string;
  /** 0.25 is a quarter of the tenant's passwords. */
  readonly share: number;
}

/** What is rarer than the eighth makes no difference that anybody could see. */
const SHARES = statement(
  'password_scheme_shares',
  `SELECT p.scheme, count(*)::float8 / (
     SELECT count(*) FROM credentials.password a WHERE a.tenant = $1
   ) AS share
   FROM credentials.password p WHERE p.tenant = $1 AND p.scheme <> 'argon2id'
   GROUP BY p.scheme ORDER BY share DESC LIMIT 8`,
);

/** Imports and rehashes move the shares by little in that time. */
const FRESH_MS = 10 * 60_000;

interface Known {
  readonly shares: readonly SchemeShare[];
  readonly asOf: number;
}

/** Which imported schemes a tenant has, from memory: looking them up would take its time. */
export class TypeormSchemeShares {
  readonly #known = new Map<TenantId, Known>();
  readonly #asking = new Set<TenantId>();

  constructor(
    private readonly database: Database,
    private readonly elapsedMs: () => number,
  ) {}

  /** As last known; none before they were first known. Asks anew in the background. */
  of(tenant: TenantId): readonly SchemeShare[] {
    const known = this.#known.get(tenant);
    if (!known || this.elapsedMs() - known.asOf > FRESH_MS) void this.refresh(tenant);
    return known?.shares ?? [];
  }

  async refresh(tenant: TenantId): Promise<void> {
    if (this.#asking.has(tenant)) return;
    this.#asking.add(tenant);
    try {
      const shares = await this.database.query<{ scheme: string; share: number }>(SHARES, [tenant]);
      this.#known.set(tenant, { shares, asOf: this.elapsedMs() });
    } catch {
      // What was known goes on standing; whoever needs the database for an answer says that it is down.
    } finally {
      this.#asking.delete(tenant);
    }
  }
}
