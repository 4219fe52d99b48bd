import {
  copyFileSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { LiveCorpus, LayeredCorpora } from '#libs/breach-corpus';
import { Password } from '#libs/identity';

import type { Corner } from '../../support/corpora.js';
import { corner, corpusOf } from '../../support/corpora.js';
import { FakeCorpus } from '../../support/fake-breaches.js';

let here: Corner;
let service: LiveCorpus | undefined;
const problems: string[] = [];
const swaps: string[] = [];

beforeEach(() => {
  here = corner();
  problems.length = swaps.length = 0;
});

afterEach(() => {
  service?.close();
  here.remove();
});

const serve = (path = here.file('live.lbc')): LiveCorpus => {
  service = new LiveCorpus(path, {
    onProblem: (message) => problems.push(message),
    onSwap: ({ entries }) => swaps.push(String(entries)),
    everyMs: 3_600_000,
  });
  return service;
};

const put = (passwords: Record<string, number>): void => {
  corpusOf(here.file('next.lbc'), 'compact', passwords);
  renameSync(here.file('next.lbc'), here.file('live.lbc'));
};

const verdict = (text: string) => service?.check(new Password(text)).verdict;

const settled = async (expected: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 400 && !expected(); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe('a corpus in service', () => {
  it('HIBP-1: answers with its version and its age, and the class of occurrences', () => {
    put({ hunter2: 17_491 });
    serve();
    const spoken = { corpusVersion: expect.stringMatching(/^2026-11-01\.[0-9a-f]{8}$/) };
    expect(service?.check(new Password('hunter2'))).toMatchObject({
      verdict: 'breached',
      atLeast: 10_000,
      corpusDate: new Date('2026-11-01'),
      ...spoken,
    });
    expect(service?.check(new Password('hunter3'))).toMatchObject({ verdict: 'clean', ...spoken });
  });

  it('is another one from the next look on, without a restart', () => {
    put({ before: 1 });
    serve();
    const answers: unknown[] = [verdict('before'), verdict('after')];
    put({ after: 1 });
    service?.refresh();
    answers.push(verdict('before'), verdict('after'));
    expect(answers).toEqual(['breached', 'clean', 'clean', 'breached']);
    expect(problems).toEqual([]);
  });

  it.each([
    ['truncated', (path: string) => truncateSync(path, 3_000)],
    ['foreign', (path: string) => writeFileSync(path, 'something else altogether')],
    ['gone', (path: string) => rmSync(path)],
  ])('stays as it is when the next one is %s, and says so once (F09)', (_, spoil) => {
    put({ before: 1 });
    serve();
    copyFileSync(here.file('live.lbc'), here.file('next.lbc'));
    renameSync(here.file('next.lbc'), here.file('live.lbc'));
    spoil(here.file('live.lbc'));
    service?.refresh();
    service?.refresh();
    expect(verdict('before')).toBe('breached');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/live\.lbc .*: \w+/);
  });

  it('gives way to the one before when a byte in its depths is wrong (F09)', async () => {
    put({ before: 1 });
    serve();
    await settled(() => swaps.length === 1);
    corpusOf(here.file('next.lbc'), 'compact', { after: 1 });
    const bytes = readFileSync(here.file('next.lbc'));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(here.file('next.lbc'), bytes);
    renameSync(here.file('next.lbc'), here.file('live.lbc'));
    service?.refresh();
    await settled(() => problems.length > 0);
    expect(problems[0]).toMatch(/is damaged/);
    expect(verdict('before')).toBe('breached');
  });

  it('never calls clean what it could not read (F02, R19)', () => {
    put({ before: 1 });
    serve();
    truncateSync(here.file('live.lbc'), 4_096);
    expect(service?.check(new Password('before'))).toEqual({
      source: 'corpus_file',
      verdict: 'undetermined',
      reason: 'corpus_damaged',
    });
  });

  it('is undetermined as long as there is none (F02)', () => {
    serve();
    expect(service?.check(new Password('before'))).toEqual({
      source: 'corpus_file',
      verdict: 'undetermined',
      reason: 'corpus_unusable',
    });
    put({ before: 1 });
    service?.refresh();
    expect(verdict('before')).toBe('breached');
  });
});

describe('several corpora', () => {
  const unknown = {
    check: () =>
      ({ source: 'corpus_file', verdict: 'undetermined', reason: 'corpus_unusable' }) as const,
    inService: () => [],
  };
  const asked = (...layers: ConstructorParameters<typeof LayeredCorpora>[0]) =>
    new LayeredCorpora(layers).check(new Password('password')).verdict;

  it('breach what one of them breaches, and are clean only together (F02)', () => {
    const [hit, miss] = [new FakeCorpus(['password']), new FakeCorpus()];
    expect(asked(hit, miss)).toBe('breached');
    expect(asked(miss, hit)).toBe('breached');
    expect(asked(unknown, hit)).toBe('breached');
    expect(asked(miss, unknown)).toBe('undetermined');
    expect(asked(unknown, miss)).toBe('undetermined');
    expect(asked(miss, miss)).toBe('clean');
  });
});
