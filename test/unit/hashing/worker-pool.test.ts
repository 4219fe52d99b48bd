import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterEach, describe, expect, test } from '@jest/globals';

import { cheapestCostForTests, HashWorkerLost, startHashing } from '#libs/hashing';
import { InProcessRunner, KeyRing, NodeRsEngine, WorkerPool } from '#libs/hashing';
import type { HashRunner, WorkerPoolOptions } from '#libs/hashing';
import { Password } from '#libs/identity';

import { binding, settled } from './builders.js';

const cost = cheapestCostForTests();
const salt = new Uint8Array(16).fill(7);
const bytes = (text: string) => new TextEncoder().encode(text);
const fixture = (name: string) => new URL(`./fixtures/${name}`, import.meta.url);

const open: Pick<HashRunner, 'close'>[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((runner) => runner.close()));
});

async function pool(options: WorkerPoolOptions): Promise<WorkerPool> {
  const started = await WorkerPool.start(options);
  open.push(started);
  return started;
}

/** The niceness of every thread of this process (proc(5): the 19th field of stat). */
const priorities = (): number[] =>
  readdirSync('/proc/self/task').map((thread) => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
  });

describe('hashing threads', () => {
  test('compute what the engine computes', async () => {
    const threads = await pool({ workers: 2 });
    const here = new InProcessRunner(new NodeRsEngine());
    const phc = await threads.hash(bytes('Test1234%'), salt, cost);
    expect(phc).toBe(await here.hash(bytes('Test1234%'), salt, cost));
    expect(await threads.verify(bytes('Test1234%'), phc)).toBe(true);
    expect(await threads.verify(bytes('Test1234$'), phc)).toBe(false);
  });

  test('work off more jobs than there are threads, each answer to its own question', async () => {
    const threads = await pool({ workers: 2 });
    const phc = await threads.hash(bytes('7'), salt, cost);
    const asked = Array.from({ length: 40 }, (_, index) => String(index));
    const answers = await Promise.all(asked.map((text) => threads.verify(bytes(text), phc)));
    expect(asked.filter((_, index) => answers[index])).toEqual(['7']);
  });

  test('take the password with them: the sender keeps no copy', async () => {
    const threads = await pool({ workers: 1 });
    const password = bytes('handed over');
    await threads.hash(password, salt, cost);
    expect(password.byteLength).toBe(0);
  });

  test('report a malformed hash to whoever asked and go on', async () => {
    const threads = await pool({ workers: 1 });
    await expect(threads.verify(bytes('x'), 'not-a-hash')).rejects.toThrow('not a canonical');
    expect(await threads.hash(bytes('x'), salt, cost)).toMatch(/^\$argon2id\$/);
  });

  const onLinux = existsSync('/proc/thread-self') ? test : test.skip;
  onLinux('let every other thread go first', async () => {
    const before = priorities().filter((nice) => nice === 19).length;
    await pool({ workers: 2 });
    expect(priorities().filter((nice) => nice === 19).length).toBe(before + 2);
  });

  test('stop when closed, and whoever still waits is told', async () => {
    const threads = await pool({ workers: 1 });
    const waiting = Array.from({ length: 3 }, () => threads.hash(bytes('x'), salt, cost));
    const outcomes = Promise.allSettled(waiting);
    await threads.close();
    expect((await outcomes).every(({ status }) => status === 'rejected')).toBe(true);
    await expect(threads.hash(bytes('x'), salt, cost)).rejects.toThrow(HashWorkerLost);
  });
});

describe('a hashing thread that dies', () => {
  test('rejects its job, is replaced, and the other jobs are done', async () => {
    const lost: string[] = [];
    const threads = await pool({
      workers: 1,
      entry: fixture('unwell-worker.mjs'),
      onWorkerLost: ({ message }) => lost.push(message),
    });
    const dying = threads.verify(bytes('x'), 'die');
    const next = threads.verify(bytes('x'), 'live');
    await expect(dying).rejects.toThrow('a hashing thread was lost: out of memory');
    expect(await next).toBe(true);
    expect(lost).toEqual(['a hashing thread was lost: out of memory']);
  });

  test('and cannot come back leaves nobody waiting, and is tried again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-'));
    const entry = pathToFileURL(join(folder, 'worker.mjs'));
    copyFileSync(fixture('relapsing-worker.mjs'), entry);
    const threads = await pool({ workers: 1, entry, restartDelayMs: 1 });
    const jobs = ['die', 'next'].map((phc) => threads.verify(bytes('x'), phc));
    const outcomes = await Promise.allSettled(jobs);
    expect(outcomes.map((outcome) => 'reason' in outcome && String(outcome.reason))).toEqual([
      'HashWorkerLost: a hashing thread was lost: unwell',
      'HashWorkerLost: a hashing thread could not start: still unwell',
    ]);
    rmSync(join(folder, 'unwell'));
    const back = async (): Promise<boolean> => {
      await settled();
      return threads.verify(bytes('x'), 'live').catch(back);
    };
    expect(await back()).toBe(true);
    rmSync(folder, { recursive: true });
  });

  test('at the start says so', async () => {
    const starting = WorkerPool.start({ workers: 2, entry: fixture('stillborn-worker.mjs') });
    await expect(starting).rejects.toThrow(
      'a hashing thread could not start: the native module is missing',
    );
  });

  test('because its file is not there names the file', async () => {
    const starting = WorkerPool.start({ workers: 1, entry: fixture('nowhere.mjs') });
    await expect(starting).rejects.toThrow(/could not start: .*nowhere\.mjs/);
  });
});

describe('hashing as a service runs it', () => {
  test('hashes in threads, in turns, and stops cleanly', async () => {
    const hashing = await startHashing({ ring: KeyRing.generate(), cost, workers: 2 });
    open.push(hashing);
    const row = binding('demo', 'alice', 'change-1');
    const password = new Password('Quiet-harbour-58');
    const verified = await hashing.admitted(row, async (turn) =>
      turn.matches(password, await turn.seal(password, row), row),
    );
    expect(verified).toBe(true);
    expect(hashing.stats()).toMatchObject({
      queued: 0,
      inFlight: 0,
      away: 0,
      refused: 0,
      completed: 1,
      hashes: 2,
    });
  });
});
