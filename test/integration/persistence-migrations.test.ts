import { randomBytes } from 'node:crypto';

import { afterAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { connected, emptyDatabase, sql } from '../support/postgres.js';
import { assertRestricted, migrate, readInstallation, RolesMissing } from '#libs/persistence';

const ALL = [
  'Tenancy',
  'Directory',
  'Credentials',
  'Verification',
  'Journal',
  'Policies',
  'History',
  'ShadowPolicies',
  'Ages',
  'BreachRecords',
  'Idempotency',
  'Resets',
  'RegisteredClients',
  'Claimants',
  'LoginRequests',
  'BreachSettings',
  'PackedWordLists',
  'UnprovenRequests',
  'LanguagesAndTexts',
  'CountedAddresses',
  'Audit',
  'Subjects',
  'Schemes',
  'KeyIds',
  'ProbedPeople',
  'EveryRequirement',
  'CountedChanges',
];

const cleared: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const clear of cleared.reverse()) await clear();
});

/** Somebody who may log in to the cluster, and what they may do there. */
async function givenLogin(adminUrl: string, may: string): Promise<{ name: string; url: string }> {
  const name = `latchkey_test_${randomBytes(4).toString('hex')}`;
  await sql(adminUrl, `CREATE ROLE ${name} LOGIN PASSWORD '${name}' ${may}`);
  const url = new URL(adminUrl);
  url.username = name;
  url.password = name;
  return { name, url: url.href };
}

/** A database that belongs to the login, and goes before it. */
async function givenDatabaseOf(login: { name: string }, url: string): Promise<string> {
  const database = new URL(url).pathname.slice(1);
  await sql(url, `ALTER DATABASE ${database} OWNER TO ${login.name}`);
  cleared.push(async () => {
    const roles = await sql<{ name: string }>(
      url,
      'SELECT rolname AS name FROM pg_roles WHERE rolname = $1 OR rolname LIKE $2',
      [login.name, `${database.replaceAll('_', '\\_')}%`],
    );
    const names = roles.map(({ name }) => name).join(', ');
    const everything = `REASSIGN OWNED BY ${names} TO current_user; DROP OWNED BY ${names}`;
    await sql(url, `${everything}; DROP ROLE ${names}`);
  });
  return database;
}

describe('migrating', () => {
  it('brings an empty database all the way, and a second time does nothing', async () => {
    const { name, url } = await emptyDatabase();
    const first = await migrate({ url, kind: 'demo' });
    expect(first.applied.map((step) => step.replace(/\d+$/, ''))).toEqual(ALL);
    expect(first.roles.password).toBe(`${name}_password`);
    const [before] = await sql(url, 'SELECT * FROM tenancy.installation');
    expect(await migrate({ url, kind: 'demo' })).toEqual({ applied: [], roles: first.roles });
    expect(await sql(url, 'SELECT * FROM tenancy.installation')).toEqual([before]);
  });

  it('by several processes at once happens once', async () => {
    const { url } = await emptyDatabase();
    const all = await Promise.all([1, 2, 3].map(() => migrate({ url, kind: 'production' })));
    expect(all.map(({ applied }) => applied.length).sort()).toEqual([0, 0, ALL.length]);
  });

  it('refuses a database of the other kind', async () => {
    const { url } = await emptyDatabase();
    await migrate({ url, kind: 'demo' });
    const asProduction = migrate({ url, kind: 'production' });
    await expect(asProduction).rejects.toThrow('marked "demo"; it cannot become "production"');
  });

  it('takes away grants that somebody has added', async () => {
    const { name, url } = await emptyDatabase();
    await migrate({ url, kind: 'production' });
    await sql(url, `GRANT SELECT ON credentials.password TO ${name}_verification`);
    await sql(url, `GRANT SELECT (envelope) ON credentials.password TO ${name}_password`);
    await migrate({ url, kind: 'production' });
    const text = `SELECT has_any_column_privilege($1, 'credentials.password', 'SELECT') AS v,
      has_column_privilege($2, 'credentials.password', 'envelope', 'SELECT') AS p`;
    const [row] = await sql(url, text, [`${name}_verification`, `${name}_password`]);
    expect(row).toEqual({ v: false, p: false });
  });

  it('gives the sealed hash an owner without login and a fixed search path', async () => {
    const { url } = await emptyDatabase();
    await migrate({ url, kind: 'production' });
    const [row] = await sql(
      url,
      `SELECT r.rolcanlogin, r.rolsuper, f.prosecdef, f.proconfig
       FROM pg_proc f JOIN pg_roles r ON r.oid = f.proowner WHERE f.proname = 'sealed_password'`,
    );
    expect(row).toEqual({
      rolcanlogin: false,
      rolsuper: false,
      prosecdef: true,
      proconfig: ['search_path=pg_catalog, pg_temp'],
    });
  });

  it('works for a database’s owner who may create roles and is no superuser', async () => {
    const { url } = await emptyDatabase();
    const login = await givenLogin(url, 'CREATEROLE CREATEDB');
    await givenDatabaseOf(login, url);
    const passwords = { password: 'p', verification: 'v', relay: 'r' };
    const { roles } = await migrate({ url: login.url, kind: 'production', passwords });
    await migrate({ url: login.url, kind: 'production' });

    const service = new URL(url);
    service.username = roles.password;
    service.password = 'p';
    const database = await connected(service.href);
    await expect(assertRestricted(database, 'password')).resolves.toBeUndefined();
    expect((await readInstallation(database)).kind).toBe('production');
    await database.close();
  });

  it('says word for word what an administrator must run, where roles may not be created', async () => {
    const { url } = await emptyDatabase();
    const login = await givenLogin(url, '');
    await givenDatabaseOf(login, url);
    const failure = await migrate({ url: login.url, kind: 'production' }).catch((e: unknown) => e);
    if (!(failure instanceof RolesMissing)) throw failure;
    expect(failure.message).toContain('CREATE ROLE');

    const administrator = new pg.Client({ connectionString: url });
    await administrator.connect();
    for (const statement of failure.statements) await administrator.query(statement);
    await administrator.end();
    const { applied } = await migrate({ url: login.url, kind: 'production' });
    expect(applied).toHaveLength(ALL.length);
  });
});

describe('a service at start', () => {
  it('says to migrate where nothing has been migrated, or not all', async () => {
    const { url } = await emptyDatabase();
    const database = await connected(url);
    await expect(readInstallation(database)).rejects.toThrow(/run `pwctl migrate`/);
    await migrate({ url, kind: 'production' });
    await sql(url, `DELETE FROM tenancy.migration WHERE name LIKE 'Journal%'`);
    await expect(readInstallation(database)).rejects.toThrow(/older than this program/);
    await database.close();
  });

  it('does not run on a database that is newer than itself', async () => {
    const { url } = await emptyDatabase();
    await migrate({ url, kind: 'production' });
    const newer = `INSERT INTO tenancy.migration (timestamp, name) VALUES (1, 'Future1')`;
    await sql(url, newer);
    const database = await connected(url);
    await expect(readInstallation(database)).rejects.toThrow(/newer than this program/);
    await database.close();
  });
});
