import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ForgetAgedHistory } from '#libs/credentials';
import { changeId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import { TypeormAgedHistory, TypeormPasswordCredentials } from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

const YEAR = 365;

describe('remembered passwords whose age is over', () => {
  let database: TestDatabase;
  let owner: Database;
  let service: Database;

  beforeAll(async () => {
    database = await testDatabase();
    owner = await connected(database.ownerUrl);
    service = await connected(database.urls.password);
  });
  afterAll(() => Promise.all([owner.close(), service.close()]));

  const round = () => new ForgetAgedHistory(new TypeormAgedHistory(service)).round();
  const rows = (text: string, values: readonly unknown[]) => sql(database.ownerUrl, text, values);

  const asking = async (historyDays: number | undefined, groups: Record<string, number> = {}) => {
    const tenant = await givenTenant(owner, { preset: 'legacy' });
    const put = `INSERT INTO tenancy.policy (tenant, scope, document) VALUES ($1, $2, $3)
      ON CONFLICT (tenant, scope) DO UPDATE SET document = $3`;
    const rules = (days: number | undefined) => (days === undefined ? {} : { historyDays: days });
    const document = { format: 1, preset: 'legacy', rules: rules(historyDays) };
    await rows(put, [tenant, '', JSON.stringify(document)]);
    for (const [group, days] of Object.entries(groups)) {
      await rows(put, [tenant, group, JSON.stringify({ format: 1, rules: rules(days) })]);
    }
    return tenant;
  };

  /** Somebody with a password and one entry for each age, which is when it was entered. */
  const remembering = async (
    tenant: Person['tenant'],
    agesInDays: readonly number[],
    more: Parameters<typeof givenPerson>[2] = {},
  ) => {
    const person = await givenPerson(owner, tenant, more);
    const now = Date.now();
    const add = agesInDays.map((age) => ({
      ...{ id: changeId(`entered-${String(age)}`), generation: 'g', envelope: 'e' },
      enteredAt: new Date(now - age * 86_400_000 - 1000),
    }));
    const credentials = new TypeormPasswordCredentials(service);
    await credentials.setFirst(newPassword(person, { history: { add, keep: [] } }));
    return person;
  };

  const left = async ({ tenant, subject }: Person) => {
    const found = await rows(
      `SELECT entry_id FROM credentials.history WHERE tenant = $1 AND subject = $2
       ORDER BY entered_at`,
      [tenant, subject],
    );
    return found.map(({ entry_id: id }) => id);
  };

  it('are deleted, counted from when each was replaced; the one in force never is', async () => {
    const person = await remembering(await asking(YEAR), [900, 400, 366, 10]);
    const old = await remembering(await asking(YEAR), [900]);
    await round();
    expect(await left(person)).toEqual(['entered-366', 'entered-10']);
    expect(await left(old)).toEqual(['entered-900']);
    await Promise.all([round(), round()]);
    expect(await left(person)).toHaveLength(2);
  });

  it('stay where the policy of the person keeps them longer, or for good', async () => {
    const tenant = await asking(30, { archive: YEAR });
    const ages = [400, 200, 100, 1];
    const usual = await remembering(tenant, ages);
    const archivist = await remembering(tenant, ages, { groups: ['archive'] });
    const forGood = await remembering(await asking(undefined), ages);
    await round();
    expect(await left(usual)).toEqual(['entered-100', 'entered-1']);
    expect(await left(archivist)).toHaveLength(4);
    expect(await left(forGood)).toHaveLength(4);
  });

  it('are found among many people, page by page', async () => {
    const tenant = await asking(30);
    await rows(
      `INSERT INTO directory.subject (tenant, subject)
       SELECT $1, 'many-' || n FROM generate_series(1, 1200) n`,
      [tenant],
    );
    await rows(
      `INSERT INTO credentials.history (tenant, subject, entry_id, generation, envelope, entered_at)
       SELECT $1, 'many-' || n, e, 'g', 'e', now() - make_interval(days => 90 - e)
       FROM generate_series(1, 1200, 400) n, generate_series(1, 3) e`,
      [tenant],
    );
    await round();
    const counted = await rows(
      'SELECT count(*)::int AS n FROM credentials.history WHERE tenant = $1',
      [tenant],
    );
    expect(counted).toEqual([{ n: 3 }]);
  });
});
