import { spawn } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { buildCorpus, CorpusFile, falsePositiveRate } from '#libs/breach-corpus';

import { runBreach } from '../../apps/pwctl/src/commands/breach.js';
import type { Terminal } from '../../apps/pwctl/src/commands/breach/terminal.js';
import { sweep } from '../kill/sweep.mjs';
import type { Corner } from '../support/corpora.js';
import { corner } from '../support/corpora.js';
import { writeHashCounts } from '../support/synthetic-hashes.mjs';

const ENTRIES = 1_000_000;
const SEED = 20_261_101;

let here: Corner;
let written: number;

beforeAll(async () => {
  here = corner();
  written = writeHashCounts(here.file('million.txt'), ENTRIES, SEED, '\r\n');
  await buildCorpus({
    paths: [here.file('million.txt')],
    out: here.file('million.lbc'),
    flavour: 'compact',
  });
}, 300_000);

afterAll(() => here.remove());

async function printedBy(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await new Promise((ended) => child.on('close', ended));
  return printed;
}

/** Runs `pwctl breach …` as an operator would who types this when asked for a password. */
async function pwctl(line: readonly string[], typed = ''): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const terminal: Terminal = {
    print: (text) => said.push(text),
    tell: () => undefined,
    readSecret: () => Promise.resolve(typed),
  };
  const code = await runBreach(line, terminal);
  return { code, said: said.join('\n') };
}

describe('a corpus of a million entries', () => {
  it('misses none of them, in 48 MB of heap and 80 MB of growth', async () => {
    const reader = 'test/support/breach-reader.mjs';
    const memory = '--max-old-space-size=48';
    const path = here.file('million.lbc');
    const told = JSON.parse(
      await printedBy([memory, reader, path, String(ENTRIES), String(SEED)]),
    ) as Record<string, number>;
    expect(told).toMatchObject({ asked: written, missing: 0 });
    // Two of a million hashes may agree in all 40 bits that are kept: half a pair is expected.
    expect(told['lied']).toBeLessThanOrEqual(4);
    expect(told['grown']).toBeLessThan(80 * 1024 * 1024);
    const { header, ...corpus } = openedAndClosed(path);
    const rate = falsePositiveRate('compact', header.prefixBits, header.entries);
    expect(rate).toBeLessThanOrEqual(1e-6);
    // About one of a million; more than seven come once in 100,000 seeds.
    expect(told['falsePositives']).toBeLessThanOrEqual(7);
    expect(corpus.bytes / header.entries).toBeLessThanOrEqual(4.1);
  }, 300_000);

  const openedAndClosed = (path: string) => {
    const corpus = CorpusFile.open(path);
    corpus.close();
    return { header: corpus.header, bytes: statSync(path).size };
  };
});

describe('pwctl breach', () => {
  it('builds a corpus of a list of words, describes it, proves it, and looks passwords up', async () => {
    writeFileSync(here.file('words.txt'), 'hunter2\ncorrect horse\n');
    const [words, out] = [here.file('words.txt'), here.file('words.lbc')];
    expect(
      await pwctl(['build', words, '--out', out, '--full', '--source-date', '2026-11-01']),
    ).toEqual({
      code: 0,
      said: expect.stringMatching(/needed, \d+ MB free\n.*: 2 entries, full, version 2026-11-01\./),
    });
    expect((await pwctl(['info', out])).said).toMatch(/entries +2\n.*\n *coverage +100\.00 %/);
    expect((await pwctl(['verify', out])).said).toMatch(/every one of 2 entries/);
    expect(await pwctl(['check', out], 'hunter2')).toMatchObject({ code: 3 });
    expect(await pwctl(['check', out], 'hunter3')).toMatchObject({ code: 0 });
  });

  it.each([
    [[]],
    [['build']],
    [['build', 'words.txt']],
    [['check', 'a.lbc', 'password123']],
    [['build', 'a', '--out', 'b', '--minimum-count', '0']],
    [['serve', 'a.lbc', '--port', 'http']],
    [['burn', 'a.lbc']],
    [['info', 'a.lbc', '--force']],
  ])('explains itself when it is given %j', async (line) => {
    expect(await pwctl(line)).toMatchObject({ code: 64, said: expect.stringContaining('pull') });
  });
});

describe('a process that is killed', () => {
  it('while it builds, pulls or swaps leaves no bad corpus in service, wherever it was (F09)', async () => {
    expect(await sweep(here.file('kill'), 2)).toEqual([]);
  }, 600_000);
});
