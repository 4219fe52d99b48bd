import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TenantId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import { TypeormBreachRecords } from '#libs/persistence';
import { createLogger, Metrics } from '#libs/platform';

import { watchCoverage } from '../../apps/password-srv/src/breach/watch-coverage.js';

import { givenTenant } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, freshDatabase, sql } from '../support/postgres.js';

const CORPUS = 'corpus-2';

let database: TestDatabase;
let owner: Database;
let service: Database;
let now = 0;
let records: TypeormBreachRecords;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await connected(database.ownerUrl);
  service = await connected(database.urls.password);
  records = new TypeormBreachRecords(service, () => now);
});
afterAll(async () => {
  await Promise.all([owner.close(), service.close()]);
});

const run = (text: string, values: readonly unknown[]) => sql(database.ownerUrl, text, values);

/** A tenant of so many passwords: a fifth owe a look, a fifth were found. */
async function tenantOf(passwords: number): Promise<TenantId> {
  const tenant = await givenTenant(owner);
  const people = `FROM generate_series(1, $2::int) n`;
  await run(`INSERT INTO directory.subject (tenant, subject) SELECT $1, n::text ${people}`, [
    tenant,
    passwords,
  ]);
  await run(
    `INSERT INTO credentials.password
       (tenant, subject, envelope, last_change_id, changed_at, breach_state, breach_corpus)
     SELECT $1, n::text, 'sealed', n::text, now(),
       CASE n % 5 WHEN 0 THEN 'undetermined' WHEN 1 THEN 'breached' ELSE 'clean' END,
       CASE WHEN n % 2 = 0 THEN $3::text ELSE 'corpus-1' END ${people}`,
    [tenant, passwords, CORPUS],
  );
  return tenant;
}

const changed = (tenant: TenantId) =>
  run(`UPDATE credentials.password SET breach_state = 'clean' WHERE tenant = $1`, [tenant]);

const counts = async (tenant: TenantId) => {
  const { countedAt: _, ...rest } = await records.coverage(tenant, CORPUS);
  return rest;
};

describe('how many of a tenant’s passwords are in which state (HIBP-1)', () => {
  it('is counted anew for every question, where that is cheap', async () => {
    const tenant = await tenantOf(100);
    expect(await counts(tenant)).toEqual({ passwords: 100, checked: 40, debts: 20, breached: 20 });
    await changed(tenant);
    expect(await counts(tenant)).toEqual({ passwords: 100, checked: 50, debts: 0, breached: 0 });
  });

  it('is told again for a while of a large tenant, with the time of the count', async () => {
    const tenant = await tenantOf(30_000);
    const first = await records.coverage(tenant, CORPUS);
    expect(first).toMatchObject({ passwords: 30_000, debts: 6_000, breached: 6_000 });
    await changed(tenant);
    now += 2_999;
    expect(await records.coverage(tenant, CORPUS)).toEqual(first);
    // Another corpus in service is another question.
    expect(await records.coverage(tenant, 'corpus-3')).toMatchObject({ checked: 0, debts: 0 });
    now += 2;
    const second = await records.coverage(tenant, CORPUS);
    expect(second).toMatchObject({ passwords: 30_000, debts: 0, breached: 0 });
    expect(second.countedAt > first.countedAt).toBe(true);
  });

  it('is counted of all tenants together in the background, and told as a metric', async () => {
    const [before, logger] = [
      await records.coverageOfAll(CORPUS),
      createLogger({ service: 'test', level: 'silent' }),
    ];
    await Promise.all([tenantOf(100), tenantOf(50)]);
    now += 1_000_000;
    expect(await records.coverageOfAll(CORPUS)).toMatchObject({
      ...{ passwords: before.passwords + 150, checked: before.checked + 60 },
      ...{ debts: before.debts + 30, breached: before.breached + 30 },
    });
    const corpus = { inService: () => [{ source: 'corpus_file', usable: true, version: CORPUS }] };
    const coverage = watchCoverage(service, corpus as never, logger, 5);
    const metrics = new Metrics('test');
    coverage.measure(metrics);
    const told = async (state: string): Promise<string | undefined> => {
      const page = String((await metrics.page()).body);
      return new RegExp(`^latchkey_breach_passwords\\{state="${state}".*\\} (.+)$`, 'm').exec(
        page,
      )?.[1];
    };
    expect(await told('all')).toBe('Nan');
    while ((await told('all')) === 'Nan') await new Promise((soon) => setTimeout(soon, 5));
    expect(await told('all')).toBe(String(before.passwords + 150));
    expect(await told('undetermined')).toBe(String(before.debts + 30));
    await coverage.stop();
  });

  it('is counted once for all who ask at the same time', async () => {
    const tenant = await tenantOf(100);
    const all = await Promise.all(
      Array.from({ length: 8 }, () => records.coverage(tenant, CORPUS)),
    );
    expect(new Set(all.map(({ countedAt }) => countedAt.getTime())).size).toBe(1);
  });

  it('reads the index alone, and a change of password writes no entry of it', async () => {
    const tenant = await tenantOf(30_000);
    await run('VACUUM ANALYZE credentials.password', []);
    const plan = await run(
      `EXPLAIN SELECT count(*) FILTER (WHERE p.breach_state = 'breached' AND p.breach_corpus = 'x')
       FROM credentials.password p WHERE p.tenant = '${tenant}'`,
      [],
    );
    expect(JSON.stringify(plan)).toContain('Index Only Scan using password_breach_state');
    const hot = async () => {
      const [row] = await run(
        `SELECT n_tup_hot_upd::int AS hot FROM pg_stat_user_tables WHERE relname = 'password'`,
        [],
      );
      return Number(row?.['hot']);
    };
    const before = await hot();
    await run(
      `UPDATE credentials.password SET envelope = 'another', version = version + 1,
         changed_at = now(), breach_checked_at = now() WHERE tenant = $1 AND subject = '7'`,
      [tenant],
    );
    // Counted when the session that did it has ended.
    while ((await hot()) === before) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await hot()).toBe(before + 1);
  });
});
