import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Database } from '#libs/persistence';
import { TypeormPasswordCredentials } from '#libs/persistence';

import { pepperCommand } from '../../apps/pwctl/src/commands/pepper.js';
import { rotationLine } from '../../apps/pwctl/src/commands/pepper/rotate.js';
import { givenPerson, givenTenant } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, freshDatabase } from '../support/postgres.js';
import type { RingKey } from '../support/sealed.js';
import { givenSealed, hashingBy, newKey, ringOf } from '../support/sealed.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const [OLD, NEW] = [newKey('old'), newKey('new')];

let folder: string;
let database: TestDatabase;
let owner: Database;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latchkey-pepper-'));
  database = await freshDatabase();
  owner = await connected(database.ownerUrl);
  const tenant = await givenTenant(owner);
  const { ownerUrl } = database;
  const credentials = new TypeormPasswordCredentials(owner);
  const house = { credentials, ownerUrl, hashing: await hashingBy(ringOf(OLD)) };
  for (const password of ['one', 'two', 'three']) {
    await givenSealed(house, await givenPerson(owner, tenant), password);
  }
});

afterAll(async () => {
  await owner.close();
  await rm(folder, { recursive: true });
});

/** As an operator runs it: from dist, in a process of its own. */
async function pwctl(line: readonly string[], ...keys: readonly RingKey[]) {
  const file = path.join(folder, 'pepper.json');
  await writeFile(
    file,
    ringOf(...keys)
      .toFileText()
      .reveal(),
    { mode: 0o600 },
  );
  const run = spawnSync(process.execPath, ['dist/apps/pwctl/src/main.js', 'pepper', ...line], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      LATCHKEY_MIGRATION_URL: database.ownerUrl,
      LATCHKEY_PEPPER_KEYS_FILE: file,
    },
  });
  return { code: run.status, said: run.stdout, complained: run.stderr };
}

describe('pwctl pepper', () => {
  it('shows which keys are needed, and which one is missing', async () => {
    const { code, said } = await pwctl(['keys'], NEW, OLD);
    expect(said).toContain('3 passwords by key "old"\n3 remembered passwords by key "old"\n');
    expect(code).toBe(0);
    const missing = await pwctl(['keys'], NEW);
    expect(missing).toMatchObject({ code: 1 });
    expect(missing.said).toContain('by key "old", WHICH IS NOT IN THE KEY RING');
  });

  it('does not rotate to a ring that lacks a key', async () => {
    const { code, said } = await pwctl(['rotate'], NEW);
    expect(code).toBe(1);
    expect(said).toContain('nothing was changed');
  });

  it('rotates with a bar, counts by key afterwards, and tells nothing of any password', async () => {
    const { code, said, complained } = await pwctl(
      ['rotate', '--rows-per-second', '100'],
      NEW,
      OLD,
    );
    expect(code).toBe(0);
    expect(said).toBe(
      '9 rows were sealed anew\n3 passwords by key "new"\n3 remembered passwords by key "new"\n3 codes of resets by key "new"\n',
    );
    expect(complained).toContain('sealing ');
    for (const secret of ['lk1.', '$argon2id$', OLD.key, NEW.key]) {
      expect(said + complained).not.toContain(secret);
    }
    const shown = await pwctl(['keys'], NEW, OLD);
    expect(shown.said).toContain('key "old" seals nothing any more');
  });

  it.each([[[]], [['rotat']], [['rotate', 'now']], [['rotate', '--rows-per-second', 'many']]])(
    'takes %j for no arguments of it',
    (line) => {
      const never = (): never => {
        throw new Error('nothing is to be said');
      };
      const terminal = { print: never, tell: never, readSecret: never };
      expect(pepperCommand.run(line, terminal)).toBeUndefined();
    },
  );

  it('shows how far it is, how fast and how long', () => {
    expect(rotationLine({ done: 500, total: 2_000 }, 2)).toBe(
      'sealing ██████░░░░░░░░░░░░░░░░░░ 25.0 %  500 of 2000 rows  250/s  6 s left',
    );
  });
});
