import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';

import { sql, testDatabase } from '../support/postgres.js';
import { tenantLines } from '../support/pwctl-tenant.js';

let url: string;

beforeAll(async () => {
  ({ ownerUrl: url } = await testDatabase());
});

const newId = (): string => `t-${randomUUID()}`;

const run = (...line: readonly string[]): Promise<string[]> => tenantLines(url, line);

const shown = async (tenant: string): Promise<Record<string, unknown>> =>
  JSON.parse((await run('show', tenant, '--json')).join()) as Record<string, unknown>;

const events = (tenant: string) =>
  sql<{ type: string; subject: string; data: Record<string, unknown> }>(
    url,
    'SELECT type, subject, data FROM journal.event WHERE tenant = $1 ORDER BY occurred_at, subject_seq',
    [tenant],
  );

const types = async (tenant: string): Promise<string[]> =>
  (await events(tenant)).map(({ type }) => type);

describe('pwctl tenant create', () => {
  it('registers a tenant with all that it begins with, and the journal keeps it', async () => {
    const id = newId();
    const asked = [
      ...['--name', 'Acme Ltd', '--brand', `brand-${id}`, '--region', 'DE', '--preset', 'legacy'],
      ...['--methods', 'password,EMAIL,TOTP', '--second-factor', 'required'],
      ...['--host', `ID.${id}.example:443`, '--host', `b.${id}.example`],
    ];
    expect((await run('create', id, ...asked))[0]).toBe(`${id} is registered`);
    const tenant = {
      ...{ id, name: 'Acme Ltd', brand: `brand-${id}`, region: 'DE', preset: 'legacy' },
      ...{ methods: ['PASSWORD', 'EMAIL', 'TOTP'], second_factor: 'required' },
      hosts: [`b.${id}.example`, `id.${id}.example`],
    };
    expect(await shown(id)).toEqual({
      ...tenant,
      ...{ origins: [], pages: {}, mfa_v1: false, admins: [], programs: expect.any(Array) },
    });
    expect(await events(id)).toEqual([
      {
        ...{ type: 'tenant_registered', subject: '' },
        data: expect.objectContaining({ client: 'pwctl', name: 'Acme Ltd', preset: 'legacy' }),
      },
    ]);
    const all = JSON.parse((await run('list', '--json')).join()) as unknown[];
    expect(all).toContainEqual(tenant);
    expect(await run('list')).toContainEqual(expect.stringMatching(`^${id} +Acme Ltd$`));
  });

  it('may be repeated, and says in what an existing tenant is another', async () => {
    const id = newId();
    await run('create', id, '--name', 'Acme');
    expect(await run('create', id, '--name', 'Acme')).toEqual([`${id} is there already, as asked`]);
    const other = run('create', id, '--name', 'Emca', '--second-factor', 'required');
    await expect(other).rejects.toThrow('with another name, second factor: see');
    expect(await types(id)).toEqual(['tenant_registered']);
    expect(await shown(id)).toMatchObject({ name: 'Acme', second_factor: 'optional' });
  });

  it('gives away no name that means another tenant: brands stand for tenants as ids do', async () => {
    const [first, second] = [newId(), newId()];
    const host = `${first}.example`;
    await run('create', first, '--name', 'One', '--brand', `b-${first}`, '--host', host);
    const create = (id: string, ...more: string[]) => run('create', id, '--name', 'Two', ...more);
    await expect(create(second, '--brand', `b-${first}`)).rejects.toThrow(`the brand of ${first}`);
    await expect(create(second, '--brand', first)).rejects.toThrow(
      `${first} is the id of a tenant`,
    );
    await expect(create(`b-${first}`)).rejects.toThrow(`the brand of ${first}`);
    await expect(create(second, '--host', host)).rejects.toThrow(`${host} is the host of ${first}`);
    await expect(run('show', second)).rejects.toThrow(`there is no tenant ${second}`);
  });

  it('refuses settings under which nobody could log in', async () => {
    const create = (...more: string[]) => run('create', newId(), '--name', 'Acme', ...more);
    await expect(create('--methods', 'TOTP,PATTERN')).rejects.toThrow('nobody could begin a login');
    await expect(create('--methods', 'SMS')).rejects.toThrow('nobody could begin a login');
    const alone = create('--methods', 'PASSWORD,EMAIL', '--second-factor', 'required');
    await expect(alone).rejects.toThrow('no method that counts as one');
    await expect(run('create', 'no tenant', '--name', 'x')).rejects.toThrow('cannot name a tenant');
  });
});

describe('pwctl tenant update', () => {
  it('changes what is named and nothing else, each with an event of its kind', async () => {
    const id = newId();
    await run('create', id, '--name', 'Acme', '--region', 'DE');
    const change = ['--brand', `b-${id}`, '--methods', 'EMAIL,TOTP', '--second-factor', 'required'];
    expect(await run('update', id, ...change)).toEqual([`${id} is changed`]);
    expect(await run('update', id, ...change)).toEqual([`${id} was so already`]);
    expect(await shown(id)).toMatchObject({
      ...{ name: 'Acme', region: 'DE', brand: `b-${id}`, preset: 'nist-800-63b-4' },
      ...{ methods: ['EMAIL', 'TOTP'], second_factor: 'required' },
    });
    const [, renamed, settled, ...more] = await events(id);
    expect(more).toEqual([]);
    expect(renamed).toMatchObject({
      type: 'tenant_renamed',
      data: { client: 'pwctl', before: { name: 'Acme' }, after: { brand: `b-${id}` } },
    });
    expect(settled).toMatchObject({
      ...{ type: 'multifactor_settings_changed', subject: '' },
      data: {
        client: 'pwctl',
        before: { methods: ['PASSWORD', 'EMAIL', 'TOTP'], second_factor: 'optional' },
        after: { methods: ['EMAIL', 'TOTP'], second_factor: 'required' },
      },
    });
    await run('update', id, '--brand', '', '--region', '');
    expect(await shown(id)).toMatchObject({ name: 'Acme', brand: null, region: null });
  });

  it('refuses what a creation refuses, and changes nothing then', async () => {
    const [id, other] = [newId(), newId()];
    for (const each of [id, other]) await run('create', each, '--name', 'Acme');
    const both = run('update', id, '--name', 'Emca', '--methods', 'TOTP');
    await expect(both).rejects.toThrow('nobody could begin a login');
    await expect(run('update', id, '--brand', other)).rejects.toThrow('the id of a tenant');
    const nobody = newId();
    await expect(run('update', nobody, '--name', 'x')).rejects.toThrow(`no tenant ${nobody}`);
    expect(await shown(id)).toMatchObject({ name: 'Acme', brand: null });
  });
});

describe('the command itself', () => {
  it('is built, ends with 64 and its usage, or with 1 and the reason', async () => {
    const pwctl = (...line: readonly string[]) =>
      promisify(execFile)(process.execPath, ['dist/apps/pwctl/src/main.js', 'tenant', ...line], {
        env: { ...process.env, LATCHKEY_MIGRATION_URL: url },
      });
    const id = newId();
    expect((await pwctl('create', id, '--name', 'Built')).stdout).toContain(`${id} is registered`);
    await expect(pwctl('delete', id)).rejects.toMatchObject({
      ...{ code: 64, stderr: expect.stringContaining('pwctl tenant list') },
    });
    await expect(pwctl('create', id, '--name', 'Other')).rejects.toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('exists already, with another name') },
    });
  });
});
