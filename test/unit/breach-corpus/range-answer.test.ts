import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { RangeRequest } from '#libs/breach-corpus';
import { CorpusFile, hexOf, parseRange, rangeAnswer, sha1Of } from '#libs/breach-corpus';

import type { Corner } from '../../support/corpora.js';
import { corner, corpusOf, hashesOf, syntheticCorpus } from '../../support/corpora.js';

let here: Corner;
let corpus: CorpusFile;
let dense: CorpusFile;

/** So many that every range of the first 4,096 has some. */
const list = [
  ...new Map(hashesOf(40_000, 9).map(([hex, count]) => [`00${hex.slice(2)}`, count] as const)),
];

beforeAll(() => {
  here = corner();
  corpus = CorpusFile.open(
    corpusOf(here.file('full'), 'full', { password: 9_545_824, hunter2: 17_491 }),
  );
  dense = CorpusFile.open(syntheticCorpus(here.file('dense'), 'full', list));
});

afterAll(() => {
  corpus.close();
  dense.close();
  here.remove();
});

const ask = (prefix: string, more: Partial<RangeRequest> = {}, of = corpus) =>
  rangeAnswer(of, { prefix, headers: {}, ...more });

const PASSWORD = hexOf(sha1Of('password'));

describe('the range protocol', () => {
  it.each(['5BAA6', '5baa6', '5bAa6'])('tells suffix and count for %s', (prefix) => {
    const { status, body, headers } = ask(prefix);
    expect([status, body]).toEqual([200, `${PASSWORD.slice(5)}:9545824`]);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(headers['last-modified']).toBe(corpus.header.sourceDate.toUTCString());
  });

  it.each(['', '5BAA', '5BAA61', '5BAAG', '../..', '5BAA6 '])('answers 400 for %j', (prefix) => {
    expect(ask(prefix).status).toBe(400);
  });

  it('answers 200 and nothing for a range without entries', () => {
    expect(ask('00000')).toMatchObject({ status: 200, body: '' });
  });

  it('knows the mode that clients send, and refuses the other', () => {
    expect(ask('5BAA6', { mode: 'sha1' }).status).toBe(200);
    expect(ask('5BAA6', { mode: 'ntlm' }).status).toBe(400);
    expect(ask('5BAA6', { mode: 'anything' }).status).toBe(200);
  });

  it('serves every entry in its range and no other, in order, in lines that end with CRLF', () => {
    const served = new Map<string, number>();
    for (let range = 0; range < 4_096; range += 1) {
      const prefix = range.toString(16).padStart(5, '0').toUpperCase();
      const text = String(ask(prefix, {}, dense).body);
      const lines = text === '' ? [] : text.split('\r\n');
      expect(lines).toEqual([...lines].sort());
      for (const line of lines) served.set(`${prefix}${line.slice(0, 35)}`, Number(line.slice(36)));
    }
    expect(served).toEqual(new Map(list));
  });

  it('pads with lines that belong to no password, to a length that varies', () => {
    const lengths = Array.from({ length: 20 }, () => {
      const { body, headers } = ask('5BAA6', { headers: { 'add-padding': 'true' } });
      const lines = String(body).split('\r\n');
      expect(headers).not.toHaveProperty('etag');
      expect(parseRange(String(body))?.counts).toEqual(new Map([[PASSWORD.slice(5), 9_545_824]]));
      expect(lines).toEqual([...lines].sort());
      return lines.length;
    });
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(800);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1_000);
    expect(new Set(lengths).size).toBeGreaterThan(1);
  });

  it('answers 304 to whoever has it, and 200 to whoever has another corpus’s', () => {
    const { headers } = ask('5BAA6');
    const { etag = '' } = headers;
    const asking = (tag: string) => ask('5BAA6', { headers: { 'if-none-match': tag } });
    expect(asking(etag)).toMatchObject({ status: 304, body: '' });
    expect(asking(`"x", ${etag}`).status).toBe(304);
    expect(asking('W/"2020-01-01.00000000-5BAA6"').status).toBe(200);
    expect(ask('5BAA6', {}, dense).headers['etag']).not.toBe(etag);
  });

  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const)('compresses with %s on request, and only then', (encoding, decompress) => {
    const padded = { 'add-padding': 'true' };
    const { body, headers } = ask('5BAA6', { headers: { ...padded, 'accept-encoding': encoding } });
    expect(headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
    expect(decompress(Buffer.from(body)).toString()).toContain(`${PASSWORD.slice(5)}:9545824`);
    const refused = { ...padded, 'accept-encoding': `${encoding};q=0` };
    expect(ask('5BAA6', { headers: refused }).headers).not.toHaveProperty('content-encoding');
  });

  it('says that it cannot, rather than nothing, from a corpus without suffixes', () => {
    const compact = CorpusFile.open(corpusOf(here.file('compact'), 'compact', { password: 1 }));
    expect(ask('5BAA6', {}, compact).status).toBe(503);
    compact.close();
  });
});
