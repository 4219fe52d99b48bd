import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ShadowMark } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import type { PolicyDocument } from '#libs/password-policy';
import type { Database } from '#libs/persistence';
import {
  TypeormPasswordCredentials,
  TypeormShadowCounts,
  TypeormTenantPolicies,
} from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { callerOf, givenPerson, givenTenant } from '../support/builders.js';
import { ORIGIN } from '../support/fakes.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';
import type { Severable } from '../support/severable.js';
import { severable } from '../support/severable.js';

let database: TestDatabase;
let owner: Database;
let service: Database;
let way: Severable;
let distant: Database;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  service = await connected(database.urls.password);
  way = await severable(database.urls.password);
  distant = await connected(way.url);
});

afterAll(async () => {
  await Promise.all([owner.close(), service.close(), distant.close()]);
  await way.close();
});

const asking = (minimum: number): PolicyDocument => ({ format: 1, rules: { minimum } });
const FINE = { wouldFail: false, codes: [] };
const SHORT = { wouldFail: true, codes: ['too_short'] as const };

const versionOf = async (tenant: TenantId): Promise<number> => {
  const text = 'SELECT policies_version AS version FROM tenancy.tenant WHERE id = $1';
  const [row] = await sql<{ version: number }>(database.ownerUrl, text, [tenant]);
  return row?.version ?? 0;
};

const published = async (
  { tenant, subject }: Person,
  minimum: number,
  more: { readonly group?: string; readonly version?: number } = {},
) => {
  const { group, version = 0 } = more;
  const policies = new TypeormTenantPolicies(service);
  const write = { tenant, by: subject, origin: ORIGIN, group, document: asking(minimum) };
  return policies.saveShadow(write, { version, policiesVersion: await versionOf(tenant) });
};

const someone = async (groups: readonly string[] = []): Promise<Person> =>
  givenPerson(owner, await givenTenant(owner), { groups });

const markOf = (tenant: TenantId, version: number, group?: string): ShadowMark => ({
  tenant,
  group,
  version,
});

describe('a policy in shadow', () => {
  it('arrives with the one query that every request makes, for everybody whom it would bind', async () => {
    const person = await someone(['operators']);
    await published(person, 20);
    await published(person, 30, { group: 'operators' });
    await published(person, 40, { group: 'others' });
    const credentials = new TypeormPasswordCredentials(service);
    const { tenant, subject } = person;
    const arrivals = [
      await credentials.onArrival(callerOf(person)),
      await credentials.toVerify(tenant, subject, 'stranger'),
    ];
    for (const account of arrivals) {
      expect(account?.policy.minimum).toBe(15);
      expect(account?.shadows).toMatchObject([
        { group: undefined, version: 1, policy: { minimum: 20 } },
        { group: 'operators', version: 1, policy: { minimum: 30 } },
      ]);
    }
  });

  it('leaves the policy in force, and its version, as they are', async () => {
    const person = await someone();
    const policies = new TypeormTenantPolicies(service);
    const before = await policies.onArrival(callerOf(person));
    await published(person, 20);
    await published(person, 20, { group: 'operators' });
    const after = await policies.onArrival(callerOf(person));
    expect(after?.policies.tenant).toEqual(before?.policies.tenant);
    expect(after?.policies.groups.get('operators')).toMatchObject({
      version: 0,
      document: { rules: {} },
    });
    const { tenant, subject } = person;
    const documents = { before: asking(8), after: asking(10) };
    const write = { tenant, by: subject, origin: ORIGIN, group: 'operators', ...documents };
    const seen = async () => ({ version: 0, policiesVersion: await versionOf(tenant) });
    expect(await policies.save(write, await seen())).toEqual({ version: 1 });
    expect(await policies.save(write, await seen())).toBeUndefined();
    const saved = await policies.onArrival(callerOf(person));
    expect(saved?.policies.shadows.get('operators')).toMatchObject({ version: 1 });
  });

  it('is published only beside the policies that it was judged beside', async () => {
    const { tenant, subject } = await someone();
    const policies = new TypeormTenantPolicies(service);
    const seen = { version: 0, policiesVersion: await versionOf(tenant) };
    const who = { tenant, by: subject, origin: ORIGIN };
    const documents = { before: asking(8), after: asking(10) };
    await policies.save({ ...who, group: 'operators', ...documents }, seen);
    const shadow = { ...who, group: undefined, document: asking(20) };
    expect(await policies.saveShadow(shadow, seen)).toBeUndefined();
    const again = { ...seen, policiesVersion: await versionOf(tenant) };
    expect(await policies.saveShadow(shadow, again)).toMatchObject({ version: 1 });
  });

  it('is published by one of two who saw the same version', async () => {
    const person = await someone();
    expect(await published(person, 20)).toMatchObject({ version: 1 });
    expect(await published(person, 21)).toBeUndefined();
    const both = await Promise.all([22, 23].map((n) => published(person, n, { version: 1 })));
    expect(both.filter((saved) => saved?.version === 2)).toHaveLength(1);
  });
});

describe('what is counted for it', () => {
  it('is added up over processes, per day and rule, and read with what is not written yet', async () => {
    const { tenant, ...person } = await someone();
    await published({ tenant, ...person }, 20);
    const mark = markOf(tenant, 1);
    const replicas = [new TypeormShadowCounts(service), new TypeormShadowCounts(service)] as const;
    for (const counts of replicas) {
      counts.add(mark, SHORT);
      counts.add(mark, FINE);
    }
    await replicas[0].flush();
    const [day, ...others] = await replicas[1].soFar(mark);
    expect(others).toEqual([]);
    expect(day).toEqual({
      day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      seen: 4,
      wouldFail: 2,
      violations: new Map([['too_short', 2]]),
    });
  });

  it('is written together by replicas that count the same in any order', async () => {
    const person = await someone();
    const groups = ['a', 'b', 'c', 'd'];
    for (const group of groups) await published(person, 20, { group });
    const replicas = Array.from({ length: 6 }, () => new TypeormShadowCounts(service));
    for (const [n, counts] of replicas.entries()) {
      const order = n % 2 === 0 ? groups : groups.toReversed();
      for (const group of order) counts.add(markOf(person.tenant, 1, group), SHORT);
    }
    await Promise.all(replicas.map((counts) => counts.flush()));
    const days = await new TypeormShadowCounts(service).soFar(markOf(person.tenant, 1, 'c'));
    expect(days).toMatchObject([{ seen: 6, wouldFail: 6 }]);
  });

  it('is forgotten with the shadow that it was counted for, also what comes late', async () => {
    const person = await someone();
    await published(person, 20);
    const counts = new TypeormShadowCounts(service);
    counts.add(markOf(person.tenant, 1), SHORT);
    await counts.flush();
    counts.add(markOf(person.tenant, 1), SHORT);
    await published(person, 30, { version: 1 });
    expect(await counts.soFar(markOf(person.tenant, 2))).toEqual([]);
    const text = 'SELECT FROM credentials.shadow_count WHERE tenant = $1';
    expect(await sql(database.ownerUrl, text, [person.tenant])).toEqual([]);
  });

  it('waits while the database is away, and is not counted twice where an answer was lost', async () => {
    const person = await someone();
    await published(person, 20);
    const mark = markOf(person.tenant, 1);
    const counts = new TypeormShadowCounts(distant);
    way.sever();
    await expect(distant.ping()).rejects.toThrow();
    counts.add(mark, SHORT);
    await counts.flush();
    way.restore();
    expect(await counts.soFar(mark)).toMatchObject([{ seen: 1, wouldFail: 1 }]);

    counts.add(mark, FINE);
    way.loseNextAnswer();
    await counts.flush();
    const [day] = await counts.soFar(mark);
    expect([day?.seen, counts.uncounted]).toEqual([2, 1]);
  });

  it('takes a bounded place in memory', async () => {
    const { tenant } = await someone();
    const counts = new TypeormShadowCounts(service);
    for (let n = 0; n < 10_050; n += 1) counts.add(markOf(tenant, n), FINE);
    expect(counts.uncounted).toBe(50);
    await counts.flush();
  });
});
