import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Flavour } from '#libs/breach-corpus';
import { ALL_RANGES, sha1FromHex, sha1Of, writeSmallCorpus } from '#libs/breach-corpus';

import { forEachHash, hexOf } from './synthetic-hashes.mjs';

export interface Corner {
  readonly path: string;
  file(name: string): string;
  remove(): void;
}

/** A folder of its own. */
export function corner(): Corner {
  const path = mkdtempSync(join(tmpdir(), 'latchkey-corpus-'));
  return {
    path,
    file: (name) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

export const ORIGIN = {
  sourceDate: new Date('2026-11-01T00:00:00Z'),
  sourceName: 'test',
  minimumCount: 1,
  ranges: ALL_RANGES,
};

/** A corpus of these passwords, with their counts. */
export const corpusOf = (
  out: string,
  flavour: Flavour,
  passwords: Readonly<Record<string, number>>,
): string => {
  const counts = new Map(Object.entries(passwords).map(([word, n]) => [sha1Of(word), n]));
  writeSmallCorpus(out, flavour, counts, ORIGIN);
  return out;
};

/** Hashes from a seed, in hexadecimal, in order, with their counts. */
export function hashesOf(entries: number, seed: number): [hex: string, count: number][] {
  const list: [string, number][] = [];
  forEachHash(entries, seed, (words, count) => list.push([hexOf(words), count]));
  return list;
}

export function syntheticCorpus(
  out: string,
  flavour: Flavour,
  list: readonly (readonly [hex: string, count: number])[],
): string {
  const counts = new Map(list.map(([hex, count]) => [sha1FromHex(hex), count]));
  writeSmallCorpus(out, flavour, counts, ORIGIN);
  return out;
}
