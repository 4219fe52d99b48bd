import { createRequire } from 'node:module';

import { dictionary } from '@zxcvbn-ts/language-common';

import type { CorpusHeader } from '../format/header.js';
import { ALL_RANGES } from '../format/header.js';
import { sha1Of } from '../format/sha1.js';
import { writeSmallCorpus } from '../file/write-small-corpus.js';
import { derived } from './derive.js';
import { folded } from './folded.js';

/** The version of the list is that of the package that carries it (MIT, 49,000 passwords). */
const { version } = createRequire(import.meta.url)('@zxcvbn-ts/language-common/package.json') as {
  version: string;
};

/** When that version was published; a test says so when the version becomes another. */
export const LIST = { version: '4.1.3', published: new Date('2026-07-17') } as const;

/** Every password of the built-in list, folded. */
export const builtInPasswords = (
  common: readonly string[] = dictionary['passwords-common'],
): ReadonlySet<string> => new Set([...derived(common)].map(folded));

/** Writes the built-in corpus. The list has no counts: each was seen at least once. */
export function writeBuiltInCorpus(out: string, common?: readonly string[]): CorpusHeader {
  const counts = new Map([...builtInPasswords(common)].map((word) => [sha1Of(word), 1]));
  return writeSmallCorpus(out, 'full', counts, {
    sourceDate: LIST.published,
    sourceName: `built-in-${version}`,
    minimumCount: 1,
    ranges: ALL_RANGES,
  });
}
