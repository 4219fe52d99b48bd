import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { KeyRing } from '#libs/hashing';
import { Secret } from '#libs/identity';
import type { TenantId } from '#libs/identity';
import type { Database } from '#libs/persistence';

import type { Terminal } from '../../apps/pwctl/src/commands/breach/terminal.js';
import { importCommandOf } from '../../apps/pwctl/src/commands/import.js';
import { runDry, runImport } from '../../apps/pwctl/src/commands/import/run.js';
import { givenPerson, givenTenant } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

/** hashcat's examples, all of the password "hashcat". */
const SSHA = '{SSHA}AZKja92fbuuB9SpRlHqaoXxbTc43Mzc2MDM1Ng==';
const BCRYPT = '$2a$05$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6';
const SLOW =
  '$pbkdf2-sha256$100000$c29tZXNhbHRzb21lc2FsdA$AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK+2vcTL0tk';

let folder: string;
let database: TestDatabase;
let owner: Database;
let tenant: TenantId;
let printed: string[];
const pepperKeys = KeyRing.generate().toFileText();

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-import-'));
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
});
afterAll(async () => {
  await owner.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  tenant = await givenTenant(owner, { region: 'DE' });
  printed = [];
});

const terminal = (more: Partial<Terminal> = {}): Terminal => ({
  print: (line) => void printed.push(line),
  tell: () => undefined,
  readSecret: () => Promise.resolve('hashcat'),
  ...more,
});

async function command(name: string, content: string, ...more: readonly string[]) {
  const file = path.join(folder, name);
  await writeFile(file, content);
  const parsed = importCommandOf([file, '--tenant', tenant, ...more]);
  if (!parsed) throw new Error('these are arguments of ours');
  return parsed;
}

const opened = () => ({ migrationUrl: new Secret(database.ownerUrl), pepperKeys });
const person = (subject: string, hash: unknown, more = {}) =>
  `${JSON.stringify({ subject, hash, ...more })}\n`;
const stored = () =>
  sql<{ subject: string; scheme: string }>(
    database.ownerUrl,
    'SELECT subject, scheme FROM credentials.password WHERE tenant = $1 ORDER BY subject',
    [tenant],
  );

describe('pwctl import', () => {
  it('takes over whom the directory knows, reports every bad line and skips it', async () => {
    const { subject } = await givenPerson(owner, tenant);
    const other = await givenPerson(owner, tenant);
    const lines = [
      `\uFEFF${person(subject, SLOW).trimEnd()}\r\n`,
      person('stranger', SSHA),
      '\n',
      person(other.subject, 'hunter2'),
      `${'x'.repeat(200_000)}\n`,
      person(other.subject, '$2b$20$CCCCCCCCCCCCCCCCCCCCC.5jDi2i2PXNi7JkXKlGsqMsxnbbyTgBG'),
      person(other.subject, SSHA),
      '{"subject":"half',
    ];
    expect(
      await runImport(await command('some.ndjson', lines.join('')), opened(), terminal()),
    ).toBe(65);
    expect(printed).toEqual([
      'line 2: names nobody whom the directory knows; --create registers them',
      'line 4: unsupported_hash: it is of no known format',
      'line 5: is longer than 65536 bytes',
      'line 6: hash_too_costly: it asks for 20 as cost, at most 14',
      'line 8: is not JSON: was the file cut off?',
      '2 passwords imported; 0 people kept theirs; 5 lines were bad',
    ]);
    expect(await stored()).toEqual(
      [
        { subject, scheme: 'pbkdf2:digest=sha256,rounds=100000,tagBytes=32' },
        { subject: other.subject, scheme: 'argon2id(digest:digest=sha1,place=after)' },
      ].sort((a, b) => (a.subject < b.subject ? -1 : 1)),
    );
  });

  it('registers people on request, found by what their line says', async () => {
    const csv = [
      'subject,hash,email,email_verified,mobile',
      `anna,${BCRYPT},Anna@Example.com,true,0176 04069001`,
      `bert,"${SSHA}",,,`,
      `carl,${SSHA},no address,,`,
      `dan,${SSHA},,`,
      `eva,${SSHA},eva@example.com,no,`,
    ];
    expect(
      await runImport(
        await command('people.csv', csv.join('\r\n'), '--create'),
        opened(),
        terminal(),
      ),
    ).toBe(65);
    expect((await stored()).map(({ subject }) => subject)).toEqual(['anna', 'bert']);
    expect(printed).toContain('line 4: EMAIL cannot be read as what its type says');
    expect(printed).toContain('line 5: has not as many fields as the first line');
    expect(printed).toContain('line 6: has no line end: was the file cut off?');
    const identifiers = await sql(
      database.ownerUrl,
      `SELECT type, lookup, verified_at IS NOT NULL AS verified FROM directory.identifier
       WHERE tenant = $1 AND subject = 'anna' ORDER BY type`,
      [tenant],
    );
    expect(identifiers).toEqual([
      { type: 'EMAIL', lookup: 'anna@example.com', verified: true },
      { type: 'MOBILE', lookup: '+4917604069001', verified: false },
    ]);
  });

  it('registers people as the directory does: known to the journal, and found by nothing of others', async () => {
    const address = { type: 'EMAIL', value: 'ada@example.com', verified: true };
    const lines = [
      person('ada', SSHA, { identifiers: [address] }),
      person('bob', SSHA, { identifiers: [{ ...address, value: 'ADA@example.com' }] }),
      person('cyd', SSHA, { identifiers: [address, address] }),
    ];
    const wish = await command('two.ndjson', lines.join(''), '--create', '--batch', '1');
    expect(await runImport(wish, opened(), terminal())).toBe(65);
    expect(printed).toEqual([
      "line 2: EMAIL is somebody else's",
      'line 3: EMAIL is the same as another one of the list',
      '1 passwords imported; 0 people kept theirs; 2 lines were bad',
    ]);
    const events = await sql(
      database.ownerUrl,
      'SELECT subject, type FROM journal.event WHERE tenant = $1 ORDER BY subject_seq',
      [tenant],
    );
    expect(events).toEqual([
      { subject: 'ada', type: 'subject_registered' },
      { subject: 'ada', type: 'password_imported' },
    ]);
  });

  it('takes no hash that the services could not verify in their memory', async () => {
    const { subject } = await givenPerson(owner, tenant);
    const argon2 = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$';
    const hash = `${argon2}${Buffer.alloc(32).toString('base64').replace(/=+$/, '')}`;
    const wish = await command('large.ndjson', person(subject, hash));
    expect(await runImport(wish, { ...opened(), hashMemoryMib: 32 }, terminal())).toBe(65);
    expect(printed[0]).toMatch(/^line 1: hash_too_costly: /);
    expect(await runDry(wish, terminal(), 32)).toBe(65);
    expect(await runDry(wish, terminal(), 64)).toBe(0);
  });

  it('goes on where it was stopped, and may be done again from the beginning', async () => {
    const many = Array.from({ length: 10 }, (_, n) => person(`person-${n}`, SSHA)).join('');
    const wish = await command('many.ndjson', many, '--create', '--batch', '4');
    let batches = 0;
    const stopping = terminal({
      tell: () => {
        if ((batches += 1) === 2) throw new Error('stopped');
      },
    });
    await expect(runImport(wish, opened(), stopping)).rejects.toThrow('stopped');
    expect(await stored()).toHaveLength(8);
    expect(existsSync(wish.statePath)).toBe(true);

    expect(await runImport(wish, opened(), terminal())).toBe(0);
    expect(printed).toEqual([
      'going on after line 8',
      '10 passwords imported; 0 people kept theirs; 0 lines were bad',
    ]);
    expect(existsSync(wish.statePath)).toBe(false);

    printed = [];
    expect(await runImport(wish, opened(), terminal())).toBe(0);
    expect(printed).toEqual(['0 passwords imported; 10 people kept theirs; 0 lines were bad']);
    const [events] = await sql(
      database.ownerUrl,
      'SELECT count(*)::int AS n FROM journal.event WHERE tenant = $1',
      [tenant],
    );
    expect(events).toEqual({ n: 20 });
  });

  it('does not go on with another file', async () => {
    const wish = await command('one.ndjson', person('one', SSHA), '--create');
    await writeFile(
      wish.statePath,
      JSON.stringify({ tenant, file: 'another', place: {}, counts: {} }),
    );
    await expect(runImport(wish, opened(), terminal())).rejects.toThrow('another file');
    expect(await stored()).toEqual([]);
  });

  it('needs a tenant that is there, and keys of the same kind as the database', async () => {
    const wish = await command('none.ndjson', person('one', SSHA));
    const nowhere = { ...wish, tenant: 'nowhere' as TenantId };
    await expect(runImport(nowhere, opened(), terminal())).rejects.toThrow('no tenant nowhere');
    const demo = { ...opened(), pepperKeys: KeyRing.generate({ demo: true }).toFileText() };
    await expect(runImport(wish, demo, terminal())).rejects.toThrow('of the other kind');
  });
});

describe('a dry run', () => {
  it('writes nothing and tries every password that it is given', async () => {
    const lines = [
      person('right', SSHA, { password: 'hashcat' }),
      person('wrong', BCRYPT, { password: 'dogcat' }),
      person('asked', BCRYPT),
      person('untried', SLOW),
      person('bad', 'hunter2'),
    ];
    const wish = await command('dry.ndjson', lines.join(''), '--dry-run', '--sample', 'asked');
    expect(await runDry(wish, terminal())).toBe(65);
    expect(printed).toEqual([
      'line 5: unsupported_hash: it is of no known format',
      'line 2: the password is not the one of the hash',
      '4 lines can be imported, 1 cannot; nothing was written',
      '2 passwords were right, 1 were not',
    ]);
    expect(await stored()).toEqual([]);
    expect(existsSync(wish.statePath)).toBe(false);
  });
});
