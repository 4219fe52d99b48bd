import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { KeyRing } from '#libs/hashing';
import type { TenantId } from '#libs/identity';

import { runDry, runImport } from '../../apps/pwctl/src/commands/import/run.js';
import { givenPerson } from '../support/builders.js';
import type { ImportDesk } from '../support/import-desk.js';
import { BCRYPT, openImportDesk, person, SLOW, SSHA } from '../support/import-desk.js';
import { sql } from '../support/postgres.js';

let desk: ImportDesk;

beforeAll(async () => {
  desk = await openImportDesk();
});
afterAll(() => desk.close());
beforeEach(() => desk.begin());

describe('pwctl import', () => {
  it('takes over whom the directory knows, reports every bad line and skips it', async () => {
    const { subject } = await givenPerson(desk.owner, desk.tenant);
    const other = await givenPerson(desk.owner, desk.tenant);
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
      await runImport(
        await desk.command('some.ndjson', lines.join('')),
        desk.opened(),
        desk.terminal(),
      ),
    ).toBe(65);
    expect(desk.printed).toEqual([
      'line 2: names nobody whom the directory knows; --create registers them',
      'line 4: unsupported_hash: it is of no known format',
      'line 5: is longer than 65536 bytes',
      'line 6: hash_too_costly: it asks for 20 as cost, at most 14',
      'line 8: is not JSON: was the file cut off?',
      '2 passwords imported; 0 people kept theirs; 5 lines were bad',
    ]);
    expect(await desk.stored()).toEqual(
      [
        { subject, scheme: 'pbkdf2:digest=sha256,rounds=100000,tagBytes=32' },
        { subject: other.subject, scheme: 'argon2id(digest:digest=sha1,place=after)' },
      ].sort((a, b) => (a.subject < b.subject ? -1 : 1)),
    );
  });

  it('takes no hash that the services could not verify in their memory', async () => {
    const { subject } = await givenPerson(desk.owner, desk.tenant);
    const argon2 = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$';
    const hash = `${argon2}${Buffer.alloc(32).toString('base64').replace(/=+$/, '')}`;
    const wish = await desk.command('large.ndjson', person(subject, hash));
    expect(await runImport(wish, { ...desk.opened(), hashMemoryMib: 32 }, desk.terminal())).toBe(
      65,
    );
    expect(desk.printed[0]).toMatch(/^line 1: hash_too_costly: /);
    expect(await runDry(wish, desk.terminal(), 32)).toBe(65);
    expect(await runDry(wish, desk.terminal(), 64)).toBe(0);
  });

  it('goes on where it was stopped, and may be done again from the beginning', async () => {
    const many = Array.from({ length: 10 }, (_, n) => person(`person-${n}`, SSHA)).join('');
    const wish = await desk.command('many.ndjson', many, '--create', '--batch', '4');
    let batches = 0;
    const stopping = desk.terminal({
      tell: () => {
        if ((batches += 1) === 2) throw new Error('stopped');
      },
    });
    await expect(runImport(wish, desk.opened(), stopping)).rejects.toThrow('stopped');
    expect(await desk.stored()).toHaveLength(8);
    expect(existsSync(wish.statePath)).toBe(true);

    expect(await runImport(wish, desk.opened(), desk.terminal())).toBe(0);
    expect(desk.printed).toEqual([
      'going on after line 8',
      '10 passwords imported; 0 people kept theirs; 0 lines were bad',
    ]);
    expect(existsSync(wish.statePath)).toBe(false);

    desk.printed.length = 0;
    expect(await runImport(wish, desk.opened(), desk.terminal())).toBe(0);
    expect(desk.printed).toEqual(['0 passwords imported; 10 people kept theirs; 0 lines were bad']);
    const [events] = await sql(
      desk.url,
      'SELECT count(*)::int AS n FROM journal.event WHERE tenant = $1',
      [desk.tenant],
    );
    expect(events).toEqual({ n: 20 });
  });

  it('does not go on with another file', async () => {
    const wish = await desk.command('one.ndjson', person('one', SSHA), '--create');
    await writeFile(
      wish.statePath,
      JSON.stringify({ tenant: desk.tenant, file: 'another', place: {}, counts: {} }),
    );
    await expect(runImport(wish, desk.opened(), desk.terminal())).rejects.toThrow('another file');
    expect(await desk.stored()).toEqual([]);
  });

  it('needs a tenant that is there, and keys of the same kind as the database', async () => {
    const wish = await desk.command('none.ndjson', person('one', SSHA));
    const nowhere = { ...wish, tenant: 'nowhere' as TenantId };
    await expect(runImport(nowhere, desk.opened(), desk.terminal())).rejects.toThrow(
      'no tenant nowhere',
    );
    const demo = { ...desk.opened(), pepperKeys: KeyRing.generate({ demo: true }).toFileText() };
    await expect(runImport(wish, demo, desk.terminal())).rejects.toThrow('of the other kind');
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
    const wish = await desk.command('dry.ndjson', lines.join(''), '--dry-run', '--sample', 'asked');
    expect(await runDry(wish, desk.terminal())).toBe(65);
    expect(desk.printed).toEqual([
      'line 5: unsupported_hash: it is of no known format',
      'line 2: the password is not the one of the hash',
      '4 lines can be imported, 1 cannot; nothing was written',
      '2 passwords were right, 1 were not',
    ]);
    expect(await desk.stored()).toEqual([]);
    expect(existsSync(wish.statePath)).toBe(false);
  });
});
