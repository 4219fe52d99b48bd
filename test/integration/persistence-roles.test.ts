import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Database, LoginRole } from '#libs/persistence';
import { assertRestricted, readInstallation, TypeormPasswordCredentials } from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

/** insufficient_privilege */
const DENIED = { code: '42501' };

let database: TestDatabase;
let owner: Database;
let services: Record<LoginRole, Database>;
let person: Person;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  const { urls } = database;
  services = {
    password: await connected(urls.password),
    verification: await connected(urls.verification),
    relay: await connected(urls.relay),
  };
  person = await givenPerson(owner, await givenTenant(owner));
  await new TypeormPasswordCredentials(services.password).setFirst(newPassword(person));
});

afterAll(async () => {
  await Promise.all([owner, ...Object.values(services)].map((each) => each.close()));
});

const as = (role: LoginRole, text: string, values: readonly unknown[] = []): Promise<unknown[]> =>
  sql(database.urls[role], text, values);

describe('the very connection of each service', () => {
  const roles: readonly LoginRole[] = ['password', 'verification', 'relay'];

  it.each(roles)('is logged in as the restricted %s role', async (role) => {
    const [row] = await as(role, 'SELECT current_user AS me, session_user AS login');
    expect(row).toEqual({ me: database.roles[role], login: database.roles[role] });
    await expect(assertRestricted(services[role], role)).resolves.toBeUndefined();
  });

  it.each(roles)('cannot become the owner (%s)', async (role) => {
    await expect(as(role, `SET ROLE ${database.roles.owner}`)).rejects.toMatchObject(DENIED);
  });

  it.each(['password', 'verification'] as const)('learns kind and key (%s)', async (role) => {
    const installation = await readInstallation(services[role]);
    expect(installation.kind).toBe('production');
    expect(installation.sessionKey).toHaveLength(32);
  });

  it('refuses to run a service as the owner, or as the other service', async () => {
    await expect(assertRestricted(owner, 'password')).rejects.toThrow(/superuser/);
    const other = assertRestricted(services.password, 'verification');
    await expect(other).rejects.toThrow(/can read a password hash/);
    const wrong = assertRestricted(services.verification, 'password');
    await expect(wrong).rejects.toThrow(/cannot read a password hash/);
  });
});

describe('a hostile connection', () => {
  it.each([
    ['verification', 'SELECT envelope FROM credentials.password'],
    ['verification', 'SELECT * FROM credentials.password'],
    ['verification', `SELECT credentials.sealed_password('t', 's')`],
    ['verification', 'SELECT * FROM credentials.attempts'],
    ['verification', 'COPY credentials.password TO STDOUT'],
    ['relay', 'SELECT envelope FROM credentials.password'],
    ['relay', `SELECT credentials.sealed_password('t', 's')`],
    ['relay', 'SELECT session_key FROM tenancy.installation'],
    ['password', 'SELECT envelope FROM credentials.password'],
    ['password', 'SELECT * FROM credentials.password'],
    ['password', 'SELECT p FROM credentials.password p'],
    ['password', 'COPY credentials.password TO STDOUT'],
    ['password', `UPDATE credentials.password SET version = 9 RETURNING envelope`],
  ] as const)('of %s reads no hash by %s', async (role, text) => {
    await expect(as(role, text)).rejects.toMatchObject(DENIED);
  });

  it.each([
    ['password', 'UPDATE directory.subject SET status = status'],
    ['verification', 'UPDATE directory.subject SET status = status'],
    ['verification', `UPDATE directory.subject SET managed_by = 'me'`],
    [
      'password',
      'INSERT INTO directory.subject (tenant, subject) SELECT tenant, subject FROM directory.subject',
    ],
    ['password', 'DELETE FROM directory.subject'],
    ['password', 'UPDATE tenancy.settings SET methods = methods'],
    ['verification', `UPDATE tenancy.policy SET version = 9`],
    ['verification', 'SELECT words FROM tenancy.word_list'],
    ['password', `UPDATE tenancy.policy SET tenant = 'mine'`],
    ['password', 'DELETE FROM tenancy.policy'],
    ['verification', 'INSERT INTO tenancy.admin SELECT tenant, subject FROM directory.subject'],
    ['password', 'DELETE FROM verification.medium'],
    ['password', `UPDATE verification.medium SET name = 'me'`],
    ['password', 'SELECT name FROM verification.medium'],
    ['verification', 'UPDATE credentials.password SET must_change = true'],
    ['verification', 'DELETE FROM credentials.password'],
    ['relay', 'UPDATE directory.subject SET epoch = 0'],
    ['relay', 'INSERT INTO journal.arrival SELECT tenant, subject, subject_seq FROM journal.event'],
    ['password', 'DELETE FROM journal.arrival'],
    ['password', 'SELECT * FROM journal.delivery'],
    ['verification', 'UPDATE journal.delivery SET attempts = 0'],
    ['password', 'CREATE TABLE tenancy.mine (a int)'],
    ['verification', 'CREATE TABLE public.mine (a int)'],
  ] as const)('of %s cannot do what is not its own: %s', async (role, text) => {
    await expect(as(role, text)).rejects.toMatchObject(DENIED);
  });

  it.each(['password', 'verification', 'relay'] as const)(
    'of %s cannot rewrite the journal',
    async (role) => {
      const rewrite = `UPDATE journal.event SET type = 'nothing_happened'`;
      await expect(as(role, rewrite)).rejects.toMatchObject(DENIED);
      await expect(as(role, 'DELETE FROM journal.event')).rejects.toMatchObject(DENIED);
      await expect(as(role, 'TRUNCATE journal.event')).rejects.toMatchObject(DENIED);
    },
  );

  it('cannot rewrite the journal by a slip of the owner either', async () => {
    const slip = sql(database.ownerUrl, `DELETE FROM journal.event WHERE tenant = 'nobody'`);
    await expect(slip).rejects.toThrow(/append-only/);
  });

  it('cannot put its own objects in the way of the function that opens an envelope', async () => {
    const fake = `
      CREATE TEMP TABLE password (tenant text, subject text, envelope text);
      SET search_path = pg_temp, credentials, public;`;
    await as('password', fake);
    const values = [person.tenant, person.subject];
    const [row] = await as('password', 'SELECT credentials.sealed_password($1, $2) AS one', values);
    expect(row).toMatchObject({ one: expect.stringMatching(/^sealed-/) });
  });
});

describe('both services', () => {
  it.each(['password', 'verification'] as const)(
    'may end sessions (%s), and no more on the subject',
    async (role) => {
      const mark = JSON.stringify({ issuer: 'i', sid: randomUUID() });
      const rows = await as(
        role,
        `UPDATE directory.subject s SET epoch = s.epoch + 1, cutoff_at = clock_timestamp(),
           kept_session = $3::jsonb, factors_version = s.factors_version + 1
         WHERE s.tenant = $1 AND s.subject = $2 RETURNING s.epoch`,
        [person.tenant, person.subject, mark],
      );
      expect(rows).toHaveLength(1);
    },
  );
});
