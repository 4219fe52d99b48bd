import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Database } from '#libs/persistence';
import { TypeormPasswordCredentials } from '#libs/persistence';
import type { TenantId } from '#libs/identity';

import type { Person } from '../support/builders.js';
import { callerOf, givenPerson, givenTenant, newPassword } from '../support/builders.js';
import { ORIGIN } from '../support/fakes.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, testDatabase } from '../support/postgres.js';

let database: TestDatabase;
let owner: Database;
let service: Database;
let credentials: TypeormPasswordCredentials;
let tenant: TenantId;
let person: Person;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  service = await connected(database.urls.password);
  credentials = new TypeormPasswordCredentials(service);
  tenant = await givenTenant(owner);
});

afterAll(async () => {
  await Promise.all([owner.close(), service.close()]);
});

const credential = async () => (await credentials.onArrival(callerOf(person)))?.credential;

describe('the time that a person has since a policy grew stricter', () => {
  const which = (version: number) => ({ tenant, subject: person.subject, version });

  it('begins once, ends with a good password, and is nobody else’s', async () => {
    person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    expect((await credential())?.tightenedAt).toBeUndefined();
    await credentials.fallsShort(which(1), true);
    const { tightenedAt: since } = (await credential()) ?? {};
    expect(since).toBeInstanceOf(Date);
    await credentials.fallsShort(which(1), true);
    expect((await credential())?.tightenedAt).toEqual(since);
    await credentials.fallsShort(which(1), false);
    expect((await credential())?.tightenedAt).toBeUndefined();
  });

  it('is over with a change; what was judged before neither begins it nor forces anybody', async () => {
    person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    await credentials.fallsShort(which(1), true);
    await credentials.replace(newPassword(person), 1);
    expect((await credential())?.tightenedAt).toBeUndefined();
    await credentials.fallsShort(which(1), true);
    expect(await credentials.forceChange(which(1), 'policy_tightened', ORIGIN)).toBe(false);
    expect(await credential()).not.toHaveProperty('mustChange');
    expect(await credential()).not.toHaveProperty('tightenedAt');
    expect(await credentials.forceChange(which(2), 'policy_tightened', ORIGIN)).toBe(true);
    expect(await credential()).toMatchObject({ mustChange: 'policy_tightened' });
  });

  it('ends for whatever was graver, and leaves that as the reason', async () => {
    person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    const kept = [];
    for (const [reason, keeps] of [
      ['policy_tightened', 'policy_tightened'],
      ['requested_by_admin', 'requested_by_admin'],
      ['policy_tightened', 'requested_by_admin'],
      ['breached', 'breached'],
      ['policy_tightened', 'breached'],
      ['compromised', 'compromised'],
      ['requested_by_service', 'compromised'],
      ['breached', 'compromised'],
    ] as const) {
      const { subject } = person;
      expect(await credentials.forceChange({ tenant, subject }, reason, ORIGIN)).toBe(true);
      kept.push([(await credential())?.mustChange, keeps]);
    }
    expect(kept.filter(([found, keeps]) => found !== keeps)).toEqual([]);
  });
});
