import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Malformed } from '../build/malformed.js';
import { hexOf, sha1Of } from '../format/sha1.js';
import { parseRange } from '../range/parse-range.js';

/** Lists of breached passwords grow. One that has lost a twentieth is not the list any more. */
const LEAST_KEPT = 0.95;

/**
 * Reads every range that was pulled. @returns the number of entries
 * @throws Malformed if a range is missing or damaged, entries or canaries are gone
 */
export function verifiedEntries(
  folder: string,
  ranges: number,
  before: number,
  canaries: readonly string[],
): number {
  let entries = 0;
  for (let range = 0; range < ranges; range += 1) {
    entries += countsOf(folder, range).size;
  }
  if (entries < before * LEAST_KEPT) {
    throw new Malformed(`${folder} has ${entries} entries where the last pull had ${before}`);
  }
  for (const word of canaries) {
    const hash = hexOf(sha1Of(word));
    const range = Number.parseInt(hash.slice(0, 5), 16);
    if (range < ranges && !countsOf(folder, range).has(hash.slice(5))) {
      throw new Malformed(`${folder} does not know the password that everybody knows (${word})`);
    }
  }
  return entries;
}

function countsOf(folder: string, range: number): ReadonlyMap<string, number> {
  const name = `${range.toString(16).toUpperCase().padStart(5, '0')}.txt`;
  let text: string;
  try {
    text = readFileSync(join(folder, name), 'latin1');
  } catch {
    throw new Malformed(`${folder}/${name} cannot be read: pull again`);
  }
  const parsed = parseRange(text);
  if (!parsed)
    throw new Malformed(`${folder}/${name} is damaged: delete it and .etags, pull again`);
  return parsed.counts;
}
