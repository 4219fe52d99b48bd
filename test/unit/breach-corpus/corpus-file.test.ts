import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  readSync,
  truncateSync,
  writeSync,
} from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Flavour } from '#libs/breach-corpus';
import {
  COUNT_CLASSES,
  CorpusDamaged,
  CorpusFile,
  CorpusUnusable,
  falsePositiveRate,
  sha1FromHex,
  sha1Of,
  verification,
} from '#libs/breach-corpus';

import { atLeastOf } from '../../../libs/breach-corpus/src/format/count-classes.js';
import { dataOffsetOf, HEADER_BYTES } from '../../../libs/breach-corpus/src/format/layout.js';
import type { Corner } from '../../support/corpora.js';
import { corner, corpusOf, hashesOf, syntheticCorpus } from '../../support/corpora.js';

let here: Corner;
const list = hashesOf(20_000, 42);
const known = new Set(list.map(([hex]) => hex));
const strangers = hashesOf(200_000, 43).filter(([hex]) => !known.has(hex));

beforeAll(() => {
  here = corner();
  for (const flavour of ['compact', 'full'] as const) {
    syntheticCorpus(here.file(flavour), flavour, list);
  }
}, 60_000);

afterAll(() => here.remove());

/** What reading every byte of a file comes to. */
function judged(path: string): 'sound' | 'refused' | 'damaged' {
  let corpus: CorpusFile | undefined;
  try {
    corpus = CorpusFile.open(path);
    for (const _ of verification(corpus, path)) void _;
    return 'sound';
  } catch (error) {
    if (error instanceof CorpusUnusable) return 'refused';
    if (error instanceof CorpusDamaged) return 'damaged';
    throw error;
  } finally {
    corpus?.close();
  }
}

function flip(path: string, at: number, bit: number): void {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  writeSync(file, Buffer.from([(byte[0] ?? 0) ^ (1 << bit)]), 0, 1, at);
  closeSync(file);
}

describe.each<Flavour>(['compact', 'full'])('a %s corpus', (flavour) => {
  it.each(['memory', 'disk'] as const)('finds every entry, with its index in %s', (indexIn) => {
    const corpus = CorpusFile.open(here.file(flavour), indexIn);
    const wrong = list.filter(([hex, count]) => {
      const expected = flavour === 'full' ? count : atLeastOf(count);
      return corpus.find(sha1FromHex(hex)) !== expected;
    });
    corpus.close();
    expect(corpus.header.entries).toBe(list.length);
    expect(wrong).toEqual([]);
  });

  it('takes none of 200,000 others for breached beyond its promised rate', () => {
    const corpus = CorpusFile.open(here.file(flavour));
    const hits = strangers.filter(([hex]) => corpus.find(sha1FromHex(hex)) > 0).length;
    corpus.close();
    const { prefixBits, entries } = corpus.header;
    const expected = falsePositiveRate(flavour, prefixBits, entries) * strangers.length;
    // 1e-6 of 200,000 is 0.2; six of them happen once in 10 million runs of other seeds.
    expect(expected).toBeLessThanOrEqual(0.2);
    expect(hits).toBeLessThanOrEqual(6);
  });

  it('notices every single changed byte of header, index and buckets (F09)', () => {
    const sound = readFileSync(here.file(flavour));
    const path = here.file(`${flavour}-flipped`);
    const data = dataOffsetOf(CorpusFile.open(here.file(flavour)).header.prefixBits);
    const places = [
      ...Array.from({ length: HEADER_BYTES }, (_, at) => at),
      ...Array.from({ length: 120 }, (_, n) => HEADER_BYTES + Math.floor((n * (data - 512)) / 120)),
      ...Array.from(
        { length: 120 },
        (_, n) => data + Math.floor((n * (sound.length - data)) / 120),
      ),
      sound.length - 1,
    ];
    copyFileSync(here.file(flavour), path);
    const missed = places.filter((at) => {
      flip(path, at, at % 8);
      const verdict = judged(path);
      flip(path, at, at % 8);
      return verdict === 'sound';
    });
    expect(missed).toEqual([]);
    expect(judged(path)).toBe('sound');
  }, 60_000);

  it.each([0, 1, 511, 512, 5_000, -1])('refuses a file that was cut to %d bytes', (length) => {
    const path = here.file(`${flavour}-cut`);
    copyFileSync(here.file(flavour), path);
    const whole = readFileSync(path).length;
    truncateSync(path, length < 0 ? whole + length : length);
    expect(() => CorpusFile.open(path)).toThrow(CorpusUnusable);
    expect(() => CorpusFile.open(path)).toThrow(/pwctl breach build/);
  });

  it('tells damage in the very bucket that is asked, and answers from all others', () => {
    const path = here.file(`${flavour}-rotten`);
    copyFileSync(here.file(flavour), path);
    flip(path, readFileSync(path).length - 9, 3);
    const corpus = CorpusFile.open(path);
    const [first, last] = [list[0]?.[0] ?? '', list.at(-1)?.[0] ?? ''];
    expect(corpus.find(sha1FromHex(first))).toBeGreaterThan(0);
    expect(() => corpus.find(sha1FromHex(last))).toThrow(CorpusDamaged);
    corpus.close();
  });
});

describe('a corpus file', () => {
  it('knows a path with nothing behind it, and one that is something else', () => {
    expect(() => CorpusFile.open(here.file('nowhere'))).toThrow(/does not exist: make it with/);
    expect(() => CorpusFile.open(new URL(import.meta.url).pathname)).toThrow(/is no corpus file/);
  });

  it('tells every threshold that a tenant may choose from the one below', () => {
    const counts = COUNT_CLASSES.flatMap((bound) => [bound, Math.max(bound - 1, 1), bound + 1]);
    const passwords = Object.fromEntries(counts.map((count, at) => [`word-${at}`, count]));
    const corpus = CorpusFile.open(corpusOf(here.file('classes'), 'compact', passwords));
    for (const [at, count] of counts.entries()) {
      const atLeast = corpus.find(sha1Of(`word-${at}`));
      expect(COUNT_CLASSES).toContain(atLeast);
      const reached = COUNT_CLASSES.filter((bound) => bound <= count);
      expect(atLeast).toBe(Math.max(...reached));
    }
    corpus.close();
  });

  it('costs at most 4.1 bytes an entry', () => {
    const size = readFileSync(here.file('compact')).length;
    // What does not grow with the entries: header and the filling up to a page.
    expect((size - 8_192) / list.length).toBeLessThanOrEqual(4.1);
  });

  it('holds an empty list, and finds nothing in it', () => {
    const corpus = CorpusFile.open(corpusOf(here.file('empty'), 'full', {}));
    expect(corpus.find(sha1Of('password'))).toBe(0);
    expect(corpus.range(0xfffff)).toEqual([]);
    corpus.close();
  });
});
