import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { BuildOptions, Flavour } from '#libs/breach-corpus';
import { buildCorpus, CorpusFile, Malformed, sha1FromHex, sha1Of } from '#libs/breach-corpus';

import type { Corner } from '../../support/corpora.js';
import { corner, hashesOf } from '../../support/corpora.js';

let here: Corner;
const list = hashesOf(30_000, 5);
const lines = list.map(([hex, count]) => `${hex}:${count}`);

/** In an order that has nothing to do with their own. */
const shuffled = [...lines].sort((a, b) => (a.slice(20, 40) < b.slice(20, 40) ? -1 : 1));

beforeAll(() => {
  here = corner();
  writeFileSync(here.file('sorted.txt'), `${lines.join('\n')}\n`);
  writeFileSync(here.file('crlf.txt'), lines.join('\r\n'));
  writeFileSync(here.file('sorted.txt.gz'), gzipSync(`${lines.join('\n')}\n`));
  writeFileSync(here.file('shuffled.txt'), `${shuffled.join('\n')}\n`);
  mkdirSync(here.file('ranges'));
  const ranges = new Map<string, string[]>();
  for (const line of lines) {
    const range = line.slice(0, 5);
    ranges.set(range, [...(ranges.get(range) ?? []), line.slice(5)]);
  }
  for (const [range, suffixes] of ranges) {
    const padding = `${'A'.repeat(35)}:0`;
    writeFileSync(here.file(`ranges/${range}.txt`), [...suffixes, padding].join('\r\n'));
  }
}, 60_000);

afterAll(() => here.remove());

const DATE = new Date('2026-11-01T00:00:00Z');

const build = (sources: readonly string[], more: Partial<BuildOptions> = {}) =>
  buildCorpus({
    paths: sources.map((name) => here.file(name)),
    out: here.file('out.lbc'),
    flavour: 'compact',
    sourceDate: DATE,
    sourceName: 'test',
    ...more,
  });

describe.each<Flavour>(['compact', 'full'])('a build of a %s corpus', (flavour) => {
  let expected: Buffer;

  beforeAll(async () => {
    await build(['sorted.txt'], { flavour });
    expected = readFileSync(here.file('out.lbc'));
  });

  it('holds every entry of its source', () => {
    const corpus = CorpusFile.open(here.file('out.lbc'));
    const missing = list.filter(([hex]) => corpus.find(sha1FromHex(hex)) === 0);
    corpus.close();
    expect(missing).toEqual([]);
    expect(corpus.header).toMatchObject({ entries: list.length, sourceName: 'test' });
  });

  it.each([
    ['with other ends of lines', ['crlf.txt']],
    ['compressed', ['sorted.txt.gz']],
    ['in no order', ['shuffled.txt']],
    ['in parts that overlap', ['sorted.txt', 'shuffled.txt']],
  ])('comes out the same from the same entries %s', async (_, sources) => {
    const { contentDigest } = await build(sources, { flavour });
    await build(['sorted.txt'], { flavour, out: here.file('plain.lbc') });
    const plain = CorpusFile.open(here.file('plain.lbc'));
    plain.close();
    // The width of the index follows an estimate, which compressed sources make worse.
    const corpus = CorpusFile.open(here.file('out.lbc'));
    expect(corpus.header.entries).toBe(list.length);
    const same = corpus.header.prefixBits === plain.header.prefixBits;
    expect(same ? contentDigest : plain.header.contentDigest).toEqual(plain.header.contentDigest);
    expect(list.filter(([hex]) => corpus.find(sha1FromHex(hex)) === 0)).toEqual([]);
    corpus.close();
  });

  it('takes a folder of ranges, and no padding line for an entry', async () => {
    await build(['ranges'], { flavour, allowMissingRanges: true });
    const corpus = CorpusFile.open(here.file('out.lbc'));
    expect(corpus.header.entries).toBe(list.length);
    expect(corpus.header.ranges).toBeLessThan(16 ** 5);
    expect(list.filter(([hex]) => corpus.find(sha1FromHex(hex)) === 0)).toEqual([]);
    corpus.close();
  });

  it('sorts in as many turns as memory asks for', async () => {
    // A little more than the mean of 256 parts: some of them are too large, and are spread again.
    const mostInMemory = flavour === 'full' ? 3_200 : 1_080;
    await build(['shuffled.txt'], { flavour, mostInMemory });
    expect(readFileSync(here.file('out.lbc')).equals(expected)).toBe(true);
  });

  it.each(['sorted.txt', 'shuffled.txt'])(
    'of %s goes on after it has died at any point, and comes out the same',
    async (source) => {
      const deaths: string[] = [];
      for (;;) {
        const out = here.file('died.lbc');
        writeFileSync(out, 'the corpus before');
        const die = (point: string): void => {
          if (deaths.includes(point)) return;
          deaths.push(point);
          throw new Error('died');
        };
        const options = { flavour, out, markEvery: 500_000 } as const;
        const died = await build([source], { ...options, watch: { onPoint: die } }).then(
          () => false,
          () => true,
        );
        if (!died) break;
        if (deaths.at(-1) !== 'in place') expect(readFileSync(out, 'utf8')).toMatch(/before/);
        await build([source], options);
        expect(readFileSync(out).equals(expected)).toBe(true);
        expect(existsSync(`${out}.building`)).toBe(false);
      }
      const stages = source === 'sorted.txt' ? ['stream'] : ['scatter', 'merge'];
      const points = stages.flatMap((stage) => [`${stage} saved`, `${stage} marked`]);
      expect(deaths).toEqual([...points, 'complete', 'in place']);
    },
    120_000,
  );
});

describe('a build', () => {
  const write = (content: string | Buffer): string => {
    writeFileSync(here.file('source.txt'), content);
    return 'source.txt';
  };
  const HASH = '8BE3C943B1609FFFBFC51AAD666D0A04ADF83C9D';

  it.each([
    ['no colon', `${HASH}7`],
    ['a comma in the count', `${HASH}:1,234`],
    ['no count', `${HASH}:`],
    ['a negative count', `${HASH}:-1`],
    ['a letter that is no digit', `${HASH.replace('8', 'G')}:1`],
    ['a hash that is too short', `${HASH.slice(1)}:1`],
    ['a line of HTML', '<html>'],
    ['a space before the end', `${HASH}:1 `],
    ['half a line at the end', `${HASH.slice(0, 20)}`],
  ])('refuses a source with %s, and names the line (R19)', async (_, line) => {
    const text = `${`${HASH}:7\n`.repeat(3)}${line}\n${HASH}:7\n`;
    await expect(build([write(text)])).rejects.toThrow(Malformed);
    await expect(build([write(text)])).rejects.toThrow(/line 4 is not HASH:COUNT/);
  });

  it.each([0.2, 0.5, 0.9, 0.999])('refuses a gzip file that ends after %d of it', async (share) => {
    const whole = readFileSync(here.file('sorted.txt.gz'));
    const cut = write(whole.subarray(0, Math.floor(whole.length * share)));
    await expect(build([cut])).rejects.toThrow(/damaged or ends too early/);
  });

  const ZSTD =
    'KLUv/QRonQEAQkMKDZDpAeC7lLdFq+QuImZD+BG4R2p8Ezi9ZraZFMj1/9lICxypomMKyQECAACU8AFszLfsxA==';

  it('reads zstd, and refuses it when it ends too early', async () => {
    const { entries } = await build([write(Buffer.from(ZSTD, 'base64'))]);
    expect(entries).toBe(3);
    const cut = write(Buffer.from(ZSTD, 'base64').subarray(0, -12));
    await expect(build([cut])).rejects.toThrow(/damaged or ends too early/);
  });

  it('says why NTLM hashes are of no use', async () => {
    await expect(build([write('8846F7EAEE8FB117AD06BDD830B7586C:3\n')])).rejects.toThrow(/NTLM/);
  });

  it('takes no folder with missing ranges for a whole list', async () => {
    await expect(build(['ranges'])).rejects.toThrow(/count as clean/);
  });

  it('leaves out what was seen less often than asked', async () => {
    const rare = list.filter(([, count]) => count < 10);
    const { entries, minimumCount } = await build(['sorted.txt'], { minimumCount: 10 });
    expect(entries).toBe(list.length - rare.length);
    expect(minimumCount).toBe(10);
  });

  it('hashes words as passwords are hashed: normalised, not trimmed, without the end of the line', async () => {
    const words = 'password\r\n with spaces \nStra\u0308sse\n\nlast';
    await build([write(words)], { flavour: 'full' });
    const corpus = CorpusFile.open(here.file('out.lbc'));
    const found = ['password', ' with spaces ', 'Str\u00e4sse', 'last', 'with spaces'].map((word) =>
      corpus.find(sha1Of(word)),
    );
    corpus.close();
    expect(found).toEqual([1, 1, 1, 1, 0]);
  });

  it('keeps the highest count of a password that comes twice: it never says more than is known', async () => {
    await build([write(`${HASH}:7\n${HASH}:90\n${HASH}:12\n`)], { flavour: 'full' });
    const corpus = CorpusFile.open(here.file('out.lbc'));
    expect([corpus.header.entries, corpus.find(sha1FromHex(HASH))]).toEqual([1, 90]);
    corpus.close();
  });

  it('begins anew when the sources have become others', async () => {
    const die = (): never => {
      throw new Error('died');
    };
    const options = { markEvery: 100_000 };
    await expect(build(['sorted.txt'], { ...options, watch: { onPoint: die } })).rejects.toThrow(
      'died',
    );
    const resumed: string[] = [];
    await build([write(`${HASH}:1\n`)], { watch: { onResume: (stage) => resumed.push(stage) } });
    expect(resumed).toEqual([]);
  });
});
