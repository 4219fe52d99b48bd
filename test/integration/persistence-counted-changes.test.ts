import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TenantId } from '#libs/identity';
import { QUOTAS } from '#libs/identity';
import type { Database } from '#libs/persistence';
import { TypeormPasswordCredentials } from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { callerOf, givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, moveChanges, sql, testDatabase } from '../support/postgres.js';

const MOST = QUOTAS.change.requests;

let database: TestDatabase;
let owner: Database;
let replicas: Database[];
let tenant: TenantId;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  replicas = [await connected(database.urls.password), await connected(database.urls.password)];
  tenant = await givenTenant(owner);
});

afterAll(async () => {
  await Promise.all([owner, ...replicas].map((each) => each.close()));
});

const store = (replica = 0): TypeormPasswordCredentials =>
  new TypeormPasswordCredentials(replicas[replica] ?? owner);

async function withChanges(times: number): Promise<Person> {
  const person = await givenPerson(owner, tenant);
  await store().setFirst(newPassword(person));
  for (let n = 1; n <= times; n += 1) await store(n % 2).replace(newPassword(person), n);
  return person;
}

const waitOf = async (person: Person, replica = 0): Promise<number | undefined> =>
  (await store(replica).onArrival(callerOf(person)))?.credential?.changeWaitSeconds;

describe('changes of one person', () => {
  it('are counted by the commits themselves, exactly, whichever replica makes them (ASVS-2.4.2)', async () => {
    const person = await withChanges(MOST - 1);
    expect(await waitOf(person)).toBe(0);
    await store(1).replace(newPassword(person), MOST);
    for (const replica of [0, 1]) {
      const wait = await waitOf(person, replica);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(QUOTAS.change.seconds);
    }
  });

  it('do not count where they were beaten', async () => {
    const person = await withChanges(MOST - 1);
    expect(await store().replace(newPassword(person), 1)).toEqual({ kind: 'beaten' });
    expect(await waitOf(person)).toBe(0);
  });

  it('count anew after a minute', async () => {
    const person = await withChanges(MOST);
    await moveChanges(database.ownerUrl, person, '-61 seconds');
    expect(await waitOf(person)).toBe(0);
    await store().replace(newPassword(person), MOST + 1);
    expect(await waitOf(person)).toBe(0);
    const [row] = await sql(
      database.ownerUrl,
      'SELECT recent_changes FROM credentials.password WHERE tenant = $1 AND subject = $2',
      [person.tenant, person.subject],
    );
    expect(row).toEqual({ recent_changes: 1 });
  });

  it('make nobody wait for a clock that has stepped back (F05)', async () => {
    const person = await withChanges(MOST);
    await moveChanges(database.ownerUrl, person, '1 hour');
    expect(await waitOf(person)).toBe(0);
  });

  it('are those of their owner: what support assigns and what a reset sets does not count', async () => {
    const person = await withChanges(MOST - 1);
    await store().assign(newPassword(person), MOST);
    expect(await waitOf(person)).toBe(0);
  });
});
