import { existsSync } from 'node:fs';
import { chown, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { reaches } from '../../apps/quickstart/src/postgres/account.js';
import { openFolder, refusedQuickstart, startQuickstart } from '../support/quickstart.js';

const root = process.getuid?.() === 0;

describe('quickstart, whoever starts it', () => {
  const nobody = { uid: 65_534, gid: 65_534 };
  let folder: Awaited<ReturnType<typeof openFolder>>;
  beforeAll(async () => {
    folder = await openFolder();
  });
  afterAll(() => folder.remove());

  it('runs as an ordinary user', async () => {
    // Root plays one, unless the checkout lies where nobody else can read it.
    const played = root && reaches(nobody, '-r', process.cwd());
    if (played) await chown(folder.path, nobody.uid, nobody.gid);
    const data = join(folder.path, 'data');
    const quickstart = await startQuickstart({
      folder: data,
      ...(played ? { account: nobody } : {}),
    });
    const { uid } = await stat(join(data, 'postgres/cluster'));
    expect(uid).toBe(played ? nobody.uid : (process.getuid?.() ?? uid));
    expect(await quickstart.stop()).toBe(0);
  }, 60_000);

  it('runs in a folder that only its owner can enter, and says where root’s database is', async () => {
    const closed = join(folder.path, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const quickstart = await startQuickstart({ folder: join(closed, 'data') });
    const elsewhere = /in (\/var\/tmp\/latchkey-\S+)\.\n/.exec(quickstart.printed())?.[1];
    expect(await quickstart.stop()).toBe(0);
    expect(elsewhere !== undefined).toBe(root);
    if (elsewhere) await rm(elsewhere, { recursive: true });
  }, 60_000);
});

describe('quickstart that cannot start says what to do', () => {
  let folder: Awaited<ReturnType<typeof openFolder>>;
  beforeAll(async () => {
    folder = await openFolder();
  });
  afterAll(() => folder.remove());

  it('about a busy port, before it makes a folder', async () => {
    const busy = createServer();
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
    const { port } = busy.address() as { port: number };
    const data = join(folder.path, 'never-made');
    const { code, printed } = await refusedQuickstart({ folder: data, port });
    busy.close();
    expect(code).toBe(1);
    expect(printed).toContain('choose another port with PORT');
    expect(existsSync(data)).toBe(false);
  }, 60_000);

  it('about a folder that cannot be written', async () => {
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    const { code, printed } = await refusedQuickstart({ folder: file });
    expect(code).toBe(1);
    expect(printed).toContain('LATCHKEY_DATA_DIR=/path/to/folder npm start');
    expect(printed).not.toMatch(/^\s+at /m);
  }, 60_000);
});
