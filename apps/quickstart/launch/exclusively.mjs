import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Installing and building together stay far below this, so an older lock was left behind. */
const LONGEST_MS = 20 * 60_000;

/** A lock without a name in it is being written this very moment, or its writer was killed. */
const NAMELESS_MS = 5_000;

/** Runs `work` while no other process of this machine does so under the same lock file. */
export async function exclusively(lock, work, say = console.log) {
  await mkdir(dirname(lock), { recursive: true });
  let told = false;
  while (!(await taken(lock))) {
    const holder = await holderOf(lock);
    if (holder.abandoned) await discard(lock, holder);
    else {
      if (!told) say(`Waiting for process ${holder.pid}, which is preparing this checkout …`);
      told = true;
      await pause(200);
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function taken(lock) {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

async function holderOf(lock) {
  try {
    const [content, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)]);
    const age = Date.now() - mtimeMs;
    const abandoned = content === '' ? age > NAMELESS_MS : age > LONGEST_MS || !alive(content);
    return { pid: content, abandoned };
  } catch (error) {
    if (error.code === 'ENOENT') return { pid: '', abandoned: false };
    throw error;
  }
}

/** Moves it away before looking again: of two that found it abandoned, only one can. */
async function discard(lock, holder) {
  const aside = `${lock}.${process.pid}`;
  try {
    await rename(lock, aside);
    if ((await readFile(aside, 'utf8')) !== holder.pid) await rename(aside, lock);
    else await rm(aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function alive(pid) {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
