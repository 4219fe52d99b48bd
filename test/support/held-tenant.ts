import type { Person } from './person.js';

type Rows = <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/**
 * Sends requests while nobody can save a policy of the tenant, and lets go when all of them wait to:
 * each has read what stood before any of them wrote.
 */
export async function allHavingRead<Answer>(
  rows: Rows,
  { tenant }: Pick<Person, 'tenant'>,
  requests: readonly (() => Promise<Answer>)[],
): Promise<readonly Answer[]> {
  const held = rows(holdUntilWaiting(tenant, requests.length), []);
  const free = 'SELECT id FROM tenancy.tenant WHERE id = $1 FOR UPDATE SKIP LOCKED';
  while ((await rows(free, [tenant])).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const answers = Promise.all(requests.map((request) => request()));
  await held;
  return answers;
}

/** Gives up after ten seconds, so that a request that never saves fails its test instead of hanging. */
const holdUntilWaiting = (tenant: string, requests: number): string => `
  DO $$ BEGIN
    PERFORM 1 FROM tenancy.tenant WHERE id = '${tenant}' FOR UPDATE;
    FOR turn IN 1..1000 LOOP
      EXIT WHEN ${String(requests)} <= (
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0);
      PERFORM pg_sleep(0.01);
      PERFORM pg_stat_clear_snapshot();
    END LOOP;
  END $$`;
