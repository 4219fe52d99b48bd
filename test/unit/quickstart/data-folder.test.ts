import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { CannotStart, explained } from '../../../apps/quickstart/src/cannot-start.js';
import { openDataFolder } from '../../../apps/quickstart/src/folder/data-folder.js';
import { KeptKeys } from '../../../apps/quickstart/src/folder/kept-keys.js';
import { birthOf, commandOf } from '../../../apps/quickstart/src/folder/processes.js';
import { orphaned } from '../../../apps/quickstart/src/postgres/orphan.js';
import { emptyFolder } from './folder.js';

const URL_OF_FIRST = 'http://127.0.0.1:3000';

describe('the data folder', () => {
  it('is made where there is none', async () => {
    const path = join(await emptyFolder(), 'deep', '.data');
    const folder = await openDataFolder(path, URL_OF_FIRST);
    expect(await readdir(path)).toEqual(['running.json']);
    await folder.release();
    expect(await readdir(path)).toEqual([]);
  });

  it('tells a second start where the first one runs, and touches nothing', async () => {
    const path = await emptyFolder();
    const first = await openDataFolder(path, URL_OF_FIRST);
    const before = await readFile(join(path, 'running.json'), 'utf8');
    const second = openDataFolder(path, 'http://127.0.0.1:3010');
    await expect(second).rejects.toThrow(CannotStart);
    await expect(second).rejects.toThrow(`${URL_OF_FIRST} (process ${process.pid})`);
    expect(await readdir(path)).toEqual(['running.json']);
    expect(await readFile(join(path, 'running.json'), 'utf8')).toBe(before);
    await first.release();
  });

  it.each([
    ['of a killed process', JSON.stringify({ pid: 4194305, born: 'x', url: URL_OF_FIRST })],
    ['whose number was given away', JSON.stringify({ pid: 1, born: 'x', url: URL_OF_FIRST })],
    ['that was cut short', '{"pid":'],
    ['that is empty', ''],
  ])('takes over a lock %s', async (_what, content) => {
    const path = await emptyFolder();
    await writeFile(join(path, 'running.json'), content);
    const folder = await openDataFolder(path, URL_OF_FIRST);
    expect(await readdir(path)).toEqual(['running.json']);
    await folder.release();
  });

  it('lets one of many simultaneous starts win', async () => {
    const path = await emptyFolder();
    const starts = await Promise.allSettled(
      Array.from({ length: 8 }, () => openDataFolder(path, URL_OF_FIRST)),
    );
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('says which variable to set where it cannot be written', () => {
    const denied = Object.assign(new Error('denied'), { code: 'EROFS' });
    expect(String(explained(denied, '/data'))).toContain(
      'LATCHKEY_DATA_DIR=/path/to/folder npm start',
    );
  });

  it('says so, too, when a file lies where the folder should be', async () => {
    const file = join(await emptyFolder(), 'file');
    await writeFile(file, '');
    await expect(openDataFolder(file, URL_OF_FIRST)).rejects.toThrow(CannotStart);
  });
});

describe('kept keys', () => {
  it('are made once, and are readable by their owner alone', async () => {
    const path = join(await emptyFolder(), 'keys');
    const keys = new KeptKeys(path);
    expect(await keys.get('pepper', () => 'first')).toBe('first');
    expect(await new KeptKeys(path).get('pepper', () => 'second')).toBe('first');
    expect((await stat(join(path, 'pepper'))).mode & 0o777).toBe(0o600);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it('are not replaced because they cannot be read', async () => {
    const path = join(await emptyFolder(), 'keys');
    await mkdir(join(path, 'pepper'), { recursive: true });
    await chmod(path, 0o700);
    await expect(new KeptKeys(path).get('pepper', () => 'new')).rejects.toThrow('EISDIR');
  });
});

describe('a server that a killed start left behind', () => {
  it('is told from a later process with the same number', async () => {
    const cluster = await emptyFolder();
    const file = join(cluster, 'postmaster.pid');
    await writeFile(file, `${process.pid}\n${cluster}\n`);
    expect(await orphaned(cluster)).toBe(false);
    expect(await readdir(cluster)).toEqual([]);
  });

  it('is nobody where there is no file', async () => {
    expect(await orphaned(await emptyFolder())).toBe(false);
  });
});

describe('processes', () => {
  it('have a birth and a command while they live, and none afterwards', () => {
    expect(birthOf(process.pid)).toBe(birthOf(process.pid));
    expect(commandOf(process.pid)).toContain('node');
    expect(birthOf(4194305)).toBeUndefined();
    expect(commandOf(4194305)).toBeUndefined();
  });

  it('are gone once they were killed, even before their parent has looked', async () => {
    // The shell becomes a sleep that never looks at what it started before.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const child = Number(line);
    expect(birthOf(child)).toBeDefined();
    process.kill(child, 'SIGKILL');
    while (birthOf(child) !== undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(() => process.kill(child, 0)).not.toThrow();
    parent.kill('SIGKILL');
  });
});
