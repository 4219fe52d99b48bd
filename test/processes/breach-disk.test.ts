import { spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { BuildOptions } from '#libs/breach-corpus';
import { buildCorpus, DiskTooSmall, LiveCorpus, pullRanges } from '#libs/breach-corpus';
import { Password } from '#libs/identity';
import { Egress } from '#libs/platform';

import type { Corner } from '../support/corpora.js';
import { corner, corpusOf } from '../support/corpora.js';
import { writeHashCounts } from '../support/synthetic-hashes.mjs';

const WORKER = 'test/support/breach-worker.mjs';

let here: Corner;
let service: LiveCorpus;
const problems: string[] = [];

beforeEach(() => {
  here = corner();
  problems.length = 0;
  corpusOf(here.file('live.lbc'), 'compact', { hunter2: 7 });
  const onProblem = (message: string) => void problems.push(message);
  service = new LiveCorpus(here.file('live.lbc'), { onProblem, everyMs: 3_600_000 });
});

afterEach(() => {
  service.close();
  here.remove();
});

/** What the running generation says now; another one that has come is looked at first. */
function verdicts(): string[] {
  service.refresh();
  return ['hunter2', 'hunter3'].map((text) => service.check(new Password(text)).verdict);
}
/** Whom most systems give this number may do nothing. */
const NOBODY = 65_534;
const AS_BEFORE = ['breached', 'clean'];

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly complaint: string;
}

/** Runs node where no file grows beyond some hundred kilobytes: to a build, a disk that is full. */
const withLittleDisk = (args: readonly string[]): Promise<Ended> =>
  ended('sh', ['-c', 'ulimit -f 300; exec "$0" "$@"', process.execPath, ...args]);

async function ended(command: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, complaint }));
  });
}

describe('a build', () => {
  const sourceDate = new Date('2026-11-01');
  let order: BuildOptions;

  beforeEach(() => {
    // Nine megabytes of text, one mark after each; 800 KB of corpus.
    writeHashCounts(here.file('hashes.txt'), 200_000, 9);
    order = {
      paths: [here.file('hashes.txt')],
      out: here.file('live.lbc'),
      flavour: 'compact',
      sourceDate,
      markEvery: 20_000,
    };
  });

  const built = async (out: string): Promise<Buffer> => {
    await buildCorpus({ ...order, out: here.file(out) });
    return readFileSync(here.file(out));
  };

  it('that fills the disk ends with one complaint, leaves the corpus in service, and goes on later (F09)', async () => {
    const died = await withLittleDisk([WORKER, JSON.stringify({ task: 'build', ...order })]);
    expect(died).toMatchObject({ code: 1, complaint: expect.stringMatching(/EFBIG|ENOSPC/) });
    expect(verdicts()).toEqual(AS_BEFORE);
    const resumed: string[] = [];
    const onResume = (stage: string) => void resumed.push(stage);
    await buildCorpus({ ...order, watch: { onResume } });
    expect(resumed).toEqual(['stream']);
    expect(readFileSync(order.out).equals(await built('expected.lbc'))).toBe(true);
    expect(verdicts()).toEqual(['clean', 'clean']);
    expect(problems).toEqual([]);
  }, 120_000);

  it('that fills the disk tells an operator so in one line (F09)', async () => {
    const told = await withLittleDisk([
      ...['dist/apps/pwctl/src/main.js', 'breach', 'build', here.file('hashes.txt')],
      ...['--out', here.file('live.lbc')],
    ]);
    expect(told.code).toBe(1);
    const lines = told.complaint.trim().split('\n');
    expect(lines.filter((line) => /EFBIG|ENOSPC/.test(line))).toHaveLength(1);
    expect(told.complaint).not.toMatch(/ at .*\.js:/);
    expect(verdicts()).toEqual(AS_BEFORE);
  }, 120_000);

  it('of a file that rots before it is in place is refused, and the next one begins anew (F09)', async () => {
    const worker = { task: 'build', ...order, point: 'stream marked', nth: 2 };
    expect(await ended(process.execPath, [WORKER, JSON.stringify(worker)])).toMatchObject({
      signal: 'SIGKILL',
    });
    rot(here.file('live.lbc.building'), 20_000);
    await expect(buildCorpus(order)).rejects.toThrow(/was changed on disk .*: build it again/);
    expect(verdicts()).toEqual(AS_BEFORE);
    expect(existsSync(here.file('live.lbc.building'))).toBe(false);
    await buildCorpus(order);
    expect(readFileSync(order.out).equals(await built('expected.lbc'))).toBe(true);
    expect(problems).toEqual([]);
  }, 120_000);

  it('into a folder that may only be read ends at once and changes nothing (F09)', async () => {
    chmodSync(here.path, 0o555);
    const mayEverything = process.geteuid?.() === 0;
    if (mayEverything) process.seteuid?.(NOBODY);
    try {
      await expect(buildCorpus(order)).rejects.toThrow(/EACCES/);
      expect(verdicts()).toEqual(AS_BEFORE);
    } finally {
      if (mayEverything) process.seteuid?.(0);
      chmodSync(here.path, 0o700);
    }
    expect(problems).toEqual([]);
  });

  it('that a disk has no room for writes nothing to it (F09)', async () => {
    // No disk has less room than the one that the kernel only pretends.
    const out = '/proc/corpus.lbc';
    await expect(buildCorpus({ ...order, out })).rejects.toThrow(DiskTooSmall);
    await expect(buildCorpus({ ...order, out })).rejects.toThrow(/needs \d+ MB .* 0 MB are free/);
  });
});

function rot(path: string, at: number): void {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  writeSync(file, Buffer.from([(byte[0] ?? 0) ^ 4]), 0, 1, at);
  closeSync(file);
}

describe('a pull', () => {
  const RANGES = 8;
  /** The sixth range is larger than the little disk. */
  const LINES = [40, 40, 40, 40, 40, 12_000, 40, 40];
  let server: Server;
  const sent = new Map<string, number>();

  beforeEach(async () => {
    sent.clear();
    server = createServer((request, response) => {
      const range = Number.parseInt(request.url?.slice(-5) ?? '', 16);
      const etag = `"${range}"`;
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
      const lines = Array.from(
        { length: LINES[range] ?? 1 },
        (_, line) => `${line.toString(16).toUpperCase().padStart(35, '0')}:1`,
      );
      const body = lines.join('\r\n');
      sent.set(etag, (sent.get(etag) ?? 0) + 1);
      response.writeHead(200, { etag, 'content-length': body.length }).end(body);
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  });

  afterEach(() => void server.close());

  it('that fills the disk goes on later without transferring a finished range again (F09)', async () => {
    const { port } = server.address() as AddressInfo;
    const order = {
      folder: here.file('ranges'),
      baseUrl: `http://127.0.0.1:${port}/range/`,
      ranges: RANGES,
      parallel: 1,
    };
    const died = await withLittleDisk([WORKER, JSON.stringify({ task: 'pull', ...order })]);
    expect(died).toMatchObject({ code: 1, complaint: expect.stringMatching(/EFBIG|ENOSPC/) });
    expect(died.complaint).toMatch(/What was pulled is kept: run it again to go on/);
    const half = { paths: [order.folder], out: here.file('live.lbc'), flavour: 'full' } as const;
    await expect(buildCorpus({ ...half, allowMissingRanges: true })).rejects.toThrow(
      /not complete/,
    );
    expect(verdicts()).toEqual(AS_BEFORE);
    const egress = new Egress({ allowPrivate: true });
    const { transferred } = await pullRanges({ ...order, egress });
    egress.close();
    expect(transferred).toBe(3);
    const twice = [...sent].filter(([, times]) => times > 1);
    expect(twice).toEqual([['"5"', 2]]);
    expect(problems).toEqual([]);
  }, 120_000);

  it('needs room for what is not there yet, and none for what it replaces', async () => {
    const { port } = server.address() as AddressInfo;
    const egress = new Egress({ allowPrivate: true });
    const order = {
      folder: here.file('many ranges'),
      ...{ baseUrl: `http://127.0.0.1:${port}/range/`, egress, canaries: [], ranges: 300 },
    };
    const withRoom = (bytes: number) => pullRanges({ ...order, roomIn: () => bytes });
    try {
      await expect(withRoom(0)).rejects.toThrow(DiskTooSmall);
      // Told by the first range, not when the disk is nearly full.
      const pulled = readdirSync(order.folder).filter((name) => name.endsWith('.txt'));
      expect(pulled.length).toBeLessThan(20);
      await withRoom(1e9);
      rmSync(join(order.folder, '.etags'));
      expect(await withRoom(0)).toMatchObject({ transferred: 300 });
    } finally {
      egress.close();
    }
  });
});
