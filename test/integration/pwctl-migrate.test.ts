import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Secret } from '#libs/identity';
import { openServiceDatabase } from '#libs/persistence';

import { migrateDatabase } from '../../apps/pwctl/src/commands/migrate.js';
import { emptyDatabase } from '../support/postgres.js';

let folder: string;
const print = (): void => undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-pwctl-'));
});

afterAll(() => rm(folder, { recursive: true }));

const passwordsFile = async (content: string): Promise<string> => {
  const file = path.join(folder, 'passwords.json');
  await writeFile(file, content, { mode: 0o600 });
  return file;
};

describe('pwctl migrate', () => {
  it('makes a database that a service can open with the password that was set', async () => {
    const { name, url } = await emptyDatabase();
    const migrationUrl = new Secret(url);
    const file = await passwordsFile('{"password":"of-the-role"}');
    const lines: string[] = [];
    await migrateDatabase({ migrationUrl, passwordsFile: file }, (line) => lines.push(line));
    // How many there are grows; that none is missing afterwards is seen below.
    expect(lines[0]).toMatch(/^applied Tenancy\d+$/);
    expect(lines).toContain(`role of password: ${name}_password (password set)`);
    expect(lines).toContain(`role of relay: ${name}_relay (password unchanged)`);
    expect(lines.join()).not.toContain('of-the-role');

    const login = new URL(url);
    login.username = `${name}_password`;
    login.password = 'of-the-role';
    const options = { url: login.href, applicationName: 'test' };
    const { database, sessionKey } = await openServiceDatabase('password', 'production', options);
    expect(sessionKey).toHaveLength(32);
    await database.close();

    const again: string[] = [];
    await migrateDatabase({ migrationUrl }, (line) => again.push(line));
    expect(again[0]).toBe('nothing was missing');
  });

  it.each(['not json', '[]', 'null', '"x"', '{"owner":"x"}', '{"relay":7}', '{"relay":""}'])(
    'changes nothing for a file of passwords that holds %s',
    async (content) => {
      const command = {
        migrationUrl: new Secret('postgres://nobody@127.0.0.1:1/none'),
        passwordsFile: await passwordsFile(content),
      };
      await expect(migrateDatabase(command, print)).rejects.toThrow(
        /passwords\.json (is not|must)/,
      );
    },
  );
});
