import type { BreachCoverage } from '#libs/credentials';
import type { TenantId } from '#libs/identity';

import type { Database, Value } from '../database.js';
import type { Statement } from '../statement.js';
import { statement } from '../statement.js';

interface CountedRow {
  readonly passwords: number;
  readonly checked: number;
  readonly debts: number;
  readonly breached: number;
  readonly counted_at: Date;
}

/** From the index `password_breach_state` alone: some 0.1 s for a million passwords. */
const counted = (corpus: string): string =>
  `SELECT count(*)::int AS passwords,
    (count(*) FILTER (WHERE p.breach_corpus = ${corpus}::text
      AND p.breach_state <> 'undetermined'))::int AS checked,
    (count(*) FILTER (WHERE p.breach_state = 'undetermined'))::int AS debts,
    (count(*) FILTER (WHERE p.breach_state = 'breached'))::int AS breached,
    clock_timestamp() AS counted_at
   FROM credentials.password p`;

const COUNTED = statement('breach_coverage', `${counted('$2')} WHERE p.tenant = $1`);

const COUNTED_ALL = statement(
  'breach_coverage_of_all',
  counted('$1'),
  'how many passwords a corpus protects is one number of the whole service, and names nobody',
);

/** Counted in milliseconds: always anew. */
const CHEAP = 20_000;

/** A million is counted every two minutes at most: a thousandth of a connection's time. */
const REST_MS_PER_PASSWORD = 0.1;

const MOST_TENANTS = 1_000;

/** `until`: Infinity while it is being counted. */
interface Told {
  readonly counts: Promise<BreachCoverage>;
  until: number;
}

/**
 * How many of a tenant's passwords are in which state. Counters kept up to date would be one row that
 * all changes of a tenant wait for, on another shard than the person; so they are counted when somebody
 * asks, and the more there are the longer a count is told again, with its time.
 */
export class Coverages {
  readonly #kept = new Map<string, Told>();

  constructor(
    private readonly database: Database,
    /** Milliseconds that only grow. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Of many who ask at once one counts. */
  of(tenant: TenantId, corpus: string | undefined): Promise<BreachCoverage> {
    return this.#answer(JSON.stringify([tenant, corpus]), COUNTED, [tenant, corpus]);
  }

  /** Of all tenants together. */
  ofAll(corpus: string | undefined): Promise<BreachCoverage> {
    return this.#answer(JSON.stringify([corpus]), COUNTED_ALL, [corpus]);
  }

  #answer(key: string, question: Statement, values: readonly Value[]): Promise<BreachCoverage> {
    const known = this.#kept.get(key);
    if (known && this.now() < known.until) return known.counts;
    const told: Told = { counts: this.#counted(question, values), until: Infinity };
    if (this.#kept.size >= MOST_TENANTS) this.#kept.clear();
    this.#kept.set(key, told);
    const rest = (ms: number): void => void (told.until = this.now() + ms);
    told.counts.then(
      ({ passwords }) => rest(passwords <= CHEAP ? 0 : passwords * REST_MS_PER_PASSWORD),
      () => rest(0),
    );
    return told.counts;
  }

  async #counted(question: Statement, values: readonly Value[]): Promise<BreachCoverage> {
    const [row] = await this.database.query<CountedRow>(question, values);
    if (!row) throw new Error('a count has one row');
    const { counted_at: countedAt, ...counts } = row;
    return { ...counts, countedAt };
  }
}
