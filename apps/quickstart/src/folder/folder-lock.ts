import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { CannotStart, codeOf } from '../cannot-start.js';
import { birthOf } from './processes.js';

interface Holder {
  readonly pid: number;
  /** Together with `pid`, names one process for good, so that a lock left by `kill -9` is known. */
  readonly born: string;
  readonly url: string;
}

/** The right to use a data folder, held by one process at a time. */
export class FolderLock {
  private constructor(private readonly file: string) {}

  /** @throws CannotStart that says where the folder is in use; nothing was touched then. */
  static async take(folder: string, url: string): Promise<FolderLock> {
    const file = join(folder, 'running.json');
    const mine: Holder = { pid: process.pid, born: birthOf(process.pid) ?? '', url };
    while (!(await created(file, mine))) {
      const content = await readFile(file, 'utf8').catch(() => '');
      const holder = parsed(content);
      if (holder && birthOf(holder.pid) === holder.born) throw inUse(folder, holder);
      await discard(file, content);
    }
    return new FolderLock(file);
  }

  async release(): Promise<void> {
    await rm(this.file, { force: true });
  }
}

/** Who holds the folder now, without taking it. */
export async function requireFree(folder: string): Promise<void> {
  const holder = parsed(await readFile(join(folder, 'running.json'), 'utf8').catch(() => ''));
  if (holder && birthOf(holder.pid) === holder.born) throw inUse(folder, holder);
}

function inUse(folder: string, { pid, url }: Holder): CannotStart {
  return new CannotStart(
    `Latchkey already runs with ${folder}: ${url} (process ${pid}). Nothing was touched.\n` +
      'For a second one beside it: PORT=3010 LATCHKEY_DATA_DIR=.data-2 npm start',
  );
}

/** Linked when it is whole: nobody ever sees a lock without its holder in it. */
async function created(file: string, holder: Holder): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(holder));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function parsed(content: string): Holder | undefined {
  try {
    return JSON.parse(content) as Holder;
  } catch {
    return undefined; // cut short by a power failure
  }
}

/** Moves it away before looking again: of two that found it abandoned, only one can. */
async function discard(file: string, expected: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) === expected) await rm(aside);
    else await rename(aside, file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
