import { beforeAll, afterAll, describe, expect, it } from '@jest/globals';

import type { ImportedPassword } from '#libs/credentials';
import { changeId } from '#libs/identity';
import type { TenantId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import {
  TypeormPasswordCredentials,
  TypeormPasswordImports,
  TypeormSchemeShares,
} from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

const CAUSE = { requestId: 'import-1', client: 'pwctl' };

let database: TestDatabase;
let owner: Database;
let service: Database;
let tenant: TenantId;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  service = await connected(database.urls.password);
  tenant = await givenTenant(owner);
});
afterAll(() => Promise.all([owner.close(), service.close()]));

const people = (count: number) =>
  Promise.all(Array.from({ length: count }, () => givenPerson(owner, tenant)));
const imported = (
  { subject }: Person,
  scheme = 'bcrypt:cost=10',
  id = 'change-1',
): ImportedPassword => ({ subject, envelope: `of ${scheme}`, scheme, changeId: changeId(id) });
const importAll = (passwords: readonly ImportedPassword[]) =>
  new TypeormPasswordImports(service).importAll(tenant, passwords, CAUSE);
const stored = (of: readonly Person[]) =>
  sql(
    database.ownerUrl,
    `SELECT subject, envelope, scheme FROM credentials.password
     WHERE tenant = $1 AND subject = ANY ($2) ORDER BY subject`,
    [tenant, of.map(({ subject }) => subject)],
  );
const events = (of: readonly Person[]) =>
  sql<{ type: string; n: number }>(
    database.ownerUrl,
    `SELECT type, count(*)::int AS n FROM journal.event
     WHERE tenant = $1 AND subject = ANY ($2) GROUP BY type`,
    [tenant, of.map(({ subject }) => subject)],
  );

describe('a batch of imports', () => {
  it('is one transaction: a password and an event for everybody who had none', async () => {
    const [one, two, three] = await people(3);
    if (!one || !two || !three) throw new Error('three people');
    await new TypeormPasswordCredentials(service).setFirst(newPassword(two));
    const written = await importAll([imported(one), imported(two), imported(three)]);
    expect([...written.keys()].sort()).toEqual([one.subject, three.subject].sort());
    expect(await events([one, three])).toEqual([{ type: 'password_imported', n: 2 }]);
    expect(await events([two])).toEqual([{ type: 'password_set', n: 1 }]);
    expect(await importAll([imported(one), imported(three)])).toEqual(new Map());
  });

  it('passes nobody of another tenant, and nobody who is unknown', async () => {
    const elsewhere = await givenPerson(owner, await givenTenant(owner));
    const unknown = { ...elsewhere, subject: 'nobody' as Person['subject'] };
    expect(await importAll([imported(elsewhere), imported(unknown)])).toEqual(new Map());
    expect(await stored([elsewhere])).toEqual([]);
  });

  it('may meet another one, in whatever order both come (R21)', async () => {
    const crowd = await people(20);
    const batches = [crowd, [...crowd].reverse(), crowd, [...crowd].reverse()];
    const written = await Promise.all(
      batches.map((batch, n) => importAll(batch.map((one) => imported(one, 'x:y=1', `c-${n}`)))),
    );
    expect(written.reduce((sum, { size }) => sum + size, 0)).toBe(20);
    expect(await events(crowd)).toEqual([{ type: 'password_imported', n: 20 }]);
  });

  it('leaves no row to which a change would not give our scheme (NIST-3.1.1.2-kdf-c)', async () => {
    const [person] = await people(1);
    if (!person) throw new Error('one person');
    await importAll([imported(person)]);
    const credentials = new TypeormPasswordCredentials(service);
    const { tenant: whose, subject } = person;
    const id = changeId('change-1');
    const renewed = { tenant: whose, subject, changeId: id, envelope: 'of ours' };
    expect(await credentials.rehash(renewed, 2)).toBe(false);
    expect(await stored([person])).toMatchObject([{ scheme: 'bcrypt:cost=10' }]);
    expect(await credentials.rehash(renewed, 1)).toBe(true);
    expect(await stored([person])).toMatchObject([{ envelope: 'of ours', scheme: 'argon2id' }]);
  });
});

describe('the schemes that a tenant has', () => {
  it('are known from memory once they were asked for, with their shares (R02)', async () => {
    tenant = await givenTenant(owner);
    const [one, two, three, four] = await people(4);
    if (!one || !two || !three || !four) throw new Error('four people');
    await importAll([imported(one), imported(two, 'x:y=1'), imported(three)]);
    await new TypeormPasswordCredentials(service).setFirst(newPassword(four));
    const schemes = new TypeormSchemeShares(service, () => 0);
    await schemes.refresh(tenant);
    expect(schemes.of(tenant)).toEqual([
      { scheme: 'bcrypt:cost=10', share: 0.5 },
      { scheme: 'x:y=1', share: 0.25 },
    ]);
  });
});
