import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import type { Database } from '#libs/persistence';
import { connect, TypeormGrantedPrograms, TypeormServiceClients } from '#libs/persistence';

import { givenPerson, givenTenant } from '../support/builders.js';
import { sql, testDatabase } from '../support/postgres.js';
import { tenantLines } from '../support/pwctl-tenant.js';

const ISSUER = 'https://services.test';

let url: string;

beforeAll(async () => {
  ({ ownerUrl: url } = await testDatabase());
});

async function withDatabase<Value>(use: (database: Database) => Promise<Value>): Promise<Value> {
  const database = await connect({ url, applicationName: 'test', poolSize: 1 });
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

const run = (...line: readonly string[]): Promise<string[]> => tenantLines(url, line);

const events = (tenant: string) =>
  sql<{ type: string; subject: string; data: Record<string, unknown> }>(
    url,
    'SELECT type, subject, data FROM journal.event WHERE tenant = $1 ORDER BY occurred_at',
    [tenant],
  );

describe('pwctl tenant admin', () => {
  it('appoints people of the tenant, lists and dismisses them, each once', async () => {
    const { tenant, subject } = await withDatabase(async (database) =>
      givenPerson(database, await givenTenant(database)),
    );
    const grant = ['admin', 'grant', tenant, subject];
    expect(await run(...grant)).toEqual([`${subject} is an admin of ${tenant}`]);
    expect(await run(...grant)).toEqual([`${subject} is already an admin of ${tenant}`]);
    expect(await run('admin', 'list', tenant)).toEqual([subject]);
    expect(await run('show', tenant)).toContain(`admins         ${subject}`);
    const revoke = ['admin', 'revoke', tenant, subject];
    expect(await run(...revoke)).toEqual([`${subject} is no longer an admin of ${tenant}`]);
    expect(await run(...revoke)).toEqual([`${subject} was not an admin of ${tenant}`]);
    expect(JSON.parse((await run('admin', 'list', tenant, '--json')).join())).toEqual([]);
    const data = expect.objectContaining({ client: 'pwctl' });
    expect(await events(tenant)).toEqual([
      { type: 'admin_granted', subject, data },
      { type: 'admin_withdrawn', subject, data },
    ]);
  });

  it('appoints nobody who is not of the tenant', async () => {
    const [person, elsewhere] = await withDatabase(async (database) => [
      await givenPerson(database, await givenTenant(database)),
      await givenTenant(database),
    ]);
    const grant = run('admin', 'grant', elsewhere, person.subject);
    await expect(grant).rejects.toThrow(`no active subject ${person.subject}`);
    await expect(run('admin', 'list', 'nowhere')).rejects.toThrow('no tenant nowhere');
    expect(await events(elsewhere)).toEqual([]);
  });
});

describe('pwctl tenant client', () => {
  const twoTenants = () =>
    withDatabase(async (database) => [await givenTenant(database), await givenTenant(database)]);

  const grantOf = (client: string) =>
    withDatabase((database) => new TypeormServiceClients(database).grantOf(ISSUER, client));

  it('grants what the services then read, whole, and tells each tenant of itself', async () => {
    const [one = '', two = ''] = await twoTenants();
    const client = `login-${randomUUID()}`;
    const grant = (scopes: string, tenants: string) =>
      run('client', 'grant', ISSUER, client, '--scopes', scopes, '--tenants', tenants);
    const both = `${one},${two}`;
    const [said] = await grant('sessions:read,password:verify', both);
    expect(said).toMatch(`granted: ${client} of ${ISSUER}: password:verify, sessions:read in `);
    expect((await grant('password:verify,sessions:read', both))[0]).toMatch(/^was so already/);
    expect(await grantOf(client)).toEqual({
      ...{ tenants: new Set([one, two]), scopes: new Set(['password:verify', 'sessions:read']) },
    });
    await grant('password:verify', one);
    expect(await grantOf(client)).toEqual({
      ...{ tenants: new Set([one]), scopes: new Set(['password:verify']) },
    });
    const program = { issuer: ISSUER, client };
    const [told, narrowed] = [['password:verify', 'sessions:read'], ['password:verify']];
    expect(await events(one)).toMatchObject([
      { type: 'service_client_granted', subject: '', data: { program, scopes: told } },
      { type: 'service_client_granted', data: { client: 'pwctl', program, scopes: narrowed } },
    ]);
    const [, withdrawn] = await events(two);
    expect(withdrawn).toMatchObject({ type: 'service_client_withdrawn', data: { program } });
    expect(withdrawn?.data).not.toHaveProperty('scopes');
    expect(JSON.stringify(await events(two))).not.toContain(one);
  });

  it('shuts a program out, once, and lists who is let in where', async () => {
    const [one = '', two = ''] = await twoTenants();
    const client = `everywhere-${randomUUID()}`;
    await run('client', 'grant', ISSUER, client, '--scopes', 'breach:read', '--all-tenants');
    expect((await grantOf(client))?.tenants).toBe('all');
    const line = `${client} of ${ISSUER}: breach:read in all tenants`;
    expect(await run('client', 'list', one)).toContain(line);
    expect(await run('show', two)).toContain(`program        ${line}`);
    const all = JSON.parse((await run('client', 'list', '--json')).join()) as unknown[];
    const grant = { tenants: 'all', scopes: ['breach:read'] };
    expect(all).toContainEqual({ issuer: ISSUER, client, ...grant });
    const revoke = ['client', 'revoke', ISSUER, client];
    expect(await run(...revoke)).toEqual([`${client} of ${ISSUER} may do nothing any more`]);
    expect(await run(...revoke)).toEqual([`${client} of ${ISSUER} had no grant`]);
    expect(await grantOf(client)).toBeUndefined();
    const told = (await events(two)).map(({ type }) => type);
    expect(told).toEqual(['service_client_granted', 'service_client_withdrawn']);
  });

  it('grants nothing in a tenant that is not there', async () => {
    const line = ['client', 'grant', ISSUER, 'lost', '--scopes', 'breach:read'];
    await expect(run(...line, '--tenants', 'nowhere,nor-here')).rejects.toThrow(
      'there is no tenant nor-here, nowhere',
    );
    expect(await grantOf('lost')).toBeUndefined();
    await expect(run('client', 'list', 'nowhere')).rejects.toThrow('no tenant nowhere');
  });

  it('replaces only the grant that was read', async () => {
    const [one] = await twoTenants();
    if (!one) throw new Error('no tenant');
    const program = { issuer: ISSUER, client: `raced-${randomUUID()}` };
    const cause = { requestId: 'test', client: 'pwctl' };
    const grant = (scope: string) => ({ tenants: [one], scopes: [scope] });
    await withDatabase(async (database) => {
      const programs = new TypeormGrantedPrograms(database);
      const write = (before: string | undefined, after: string | undefined) =>
        programs.replace(
          program,
          { before: before ? grant(before) : undefined, after: after ? grant(after) : undefined },
          cause,
        );
      expect(await write(undefined, 'breach:read')).toBe(true);
      expect(await write(undefined, 'password:admin')).toBe(false);
      expect(await write('password:verify', 'password:admin')).toBe(false);
      expect(await write('password:verify', undefined)).toBe(false);
      expect(await programs.find(program)).toEqual(grant('breach:read'));
    });
    expect(await events(one)).toHaveLength(1);
  });
});
