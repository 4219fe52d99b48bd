import { beforeAll, describe, expect, it } from '@jest/globals';

import { tenantId } from '#libs/identity';
import { connect } from '#libs/persistence';

import { hostCommandOf, runHost } from '../../apps/pwctl/src/commands/host.js';
import { givenTenant } from '../support/builders.js';
import { testDatabase } from '../support/postgres.js';

describe('pwctl host', () => {
  let url: string;

  beforeAll(async () => {
    ({ ownerUrl: url } = await testDatabase());
    const database = await connect({ url, applicationName: 'test', poolSize: 1 });
    for (const id of ['host-acme', 'host-other']) await givenTenant(database, { id: tenantId(id) });
    await database.close();
  });

  const run = async (...line: readonly string[]) => {
    const command = hostCommandOf(line);
    if (!command) throw new Error('misused');
    const lines: string[] = [];
    await runHost(url, command, (text) => lines.push(text));
    return lines;
  };

  it('registers hosts of a tenant, again and again, lists them and takes them away', async () => {
    const puts = ['ID.Host-Acme.example:443', 'id.host-acme.example', 'b.host-acme.example'];
    for (const host of puts) await run('put', 'host-acme', host);
    const both = ['b.host-acme.example', 'id.host-acme.example'];
    expect(await run('list', 'host-acme')).toEqual(both);
    expect(await run('remove', 'host-acme', 'b.host-acme.example')).toEqual([
      'b.host-acme.example stands for nobody',
    ]);
    expect(await run('list', 'host-acme')).toEqual(['id.host-acme.example']);
  });

  it('takes no host from another tenant, and says so', async () => {
    await run('put', 'host-acme', 'mine.example');
    await expect(run('put', 'host-other', 'mine.example')).rejects.toThrow('another tenant');
    await expect(run('remove', 'host-other', 'mine.example')).rejects.toThrow('not a host of');
    expect(await run('list', 'host-acme')).toContain('mine.example');
  });

  it('says what is wrong', async () => {
    await expect(run('put', 'host-nobody', 'a.example')).rejects.toThrow('no tenant host-nobody');
    await expect(run('put', 'host-acme', 'a b')).rejects.toThrow('not the name of a host');
    await expect(run('put', 'no tenant', 'a.example')).rejects.toThrow('cannot name a tenant');
    for (const line of [
      ['put', 'host-acme'],
      ['list'],
      ['list', 'a', 'b'],
      ['move', 'a', 'b'],
      [],
    ]) {
      expect(hostCommandOf(line)).toBeUndefined();
    }
  });
});
