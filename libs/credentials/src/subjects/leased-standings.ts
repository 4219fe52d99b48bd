import type { Standing, SubjectId, TenantId } from '#libs/identity';

import type { Sessions } from '../ports/sessions.js';

/** How long after the beginning of a look its answers may be used: a cut-off binds within this. */
export const LEASE_MS = 500;

/** People who are active at the same time in one process; beyond it the longest unused is read again. */
const MOST_HELD = 5_000;

interface Held {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** Undefined: there is nobody. */
  readonly standing: Standing | undefined;
  /** Before the reading began: what was committed since may be missing. */
  readonly from: number;
}

/**
 * For hosts that will not read the primary with every request: what is held may be used for 500 ms
 * from the last look at it, otherwise it is read. Without a database nothing is known, and reading
 * fails: the host answers 503, never with what it held.
 */
export class LeasedStandings {
  readonly #held = new Map<string, Held>();

  constructor(
    private readonly sessions: Sessions,
    /** Monotonic milliseconds. */
    private readonly now: () => number,
  ) {}

  /** @throws whatever reading throws where the lease is over. */
  async of(tenant: TenantId, subject: SubjectId): Promise<Standing | undefined> {
    const held = this.#held.get(keyOf({ tenant, subject }));
    const from = this.now();
    if (held && from < held.from + LEASE_MS) {
      this.#hold(held);
      return held.standing;
    }
    const standing = (await this.sessions.standings(tenant, [subject])).get(subject);
    this.#hold({ tenant, subject, standing, from });
    return standing;
  }

  /** Prolongs what is held. The host calls it more often than every 500 ms, one after the other. */
  async look(): Promise<void> {
    for (const [tenant, subjects] of byTenant(this.#held.values())) {
      const from = this.now();
      const standings = await this.sessions.standings(tenant, subjects);
      for (const subject of subjects) {
        const held = this.#held.get(keyOf({ tenant, subject }));
        // In its place in the order: being looked at is not being used.
        if (held && held.from <= from) {
          this.#held.set(keyOf(held), { ...held, standing: standings.get(subject), from });
        }
      }
    }
  }

  #hold(one: Held): void {
    const key = keyOf(one);
    const other = this.#held.get(key);
    this.#held.delete(key);
    this.#held.set(key, other && other.from > one.from ? other : one);
    if (this.#held.size <= MOST_HELD) return;
    const [longestUnused] = this.#held.keys();
    if (longestUnused !== undefined) this.#held.delete(longestUnused);
  }
}

/** Neither id has a space. */
const keyOf = ({ tenant, subject }: Pick<Held, 'tenant' | 'subject'>): string =>
  `${tenant} ${subject}`;

function byTenant(held: Iterable<Held>): ReadonlyMap<TenantId, readonly SubjectId[]> {
  const tenants = new Map<TenantId, SubjectId[]>();
  for (const { tenant, subject } of held) {
    tenants.set(tenant, [...(tenants.get(tenant) ?? []), subject]);
  }
  return tenants;
}
