import { describe, expect, it } from '@jest/globals';

import type { Flavour } from '#libs/breach-corpus';

import { LineParser } from '../../../libs/breach-corpus/src/build/line-parser.js';
import { Malformed } from '../../../libs/breach-corpus/src/build/malformed.js';

const HASH = '8be3c943B1609FFFBFC51AAD666D0A04ADF83C9D';

/** The bytes of the entries that a text comes to. */
function parsed(flavour: Flavour, text: string, range?: number): string {
  const entries: string[] = [];
  const parser = new LineParser(flavour, 1, (batch) => entries.push(batch.used().toString('hex')));
  parser.begin('source', range);
  parser.parse(Buffer.from(text, 'latin1'), true);
  parser.flush();
  return entries.join('');
}

describe.each<Flavour>(['compact', 'full'])('lines for a %s corpus', (flavour) => {
  it('come to 60 bits and a class, or to the whole hash and its count', () => {
    // 7 is of the fourth class, which begins at 5: number 3.
    const expected = { compact: 'f39f60b143c9e38b', full: `${HASH.toLowerCase()}07000000` };
    expect(parsed(flavour, `${HASH}:7\r\n`)).toBe(expected[flavour]);
  });

  it('of a range come to the same as lines with the whole hash', () => {
    const range = Number.parseInt(HASH.slice(0, 5), 16);
    const [whole, suffix] = [HASH, HASH.slice(5)].map((hash) => `${hash}:12\n`.repeat(3));
    expect(parsed(flavour, suffix ?? '', range)).toBe(parsed(flavour, whole ?? ''));
  });

  it.each([
    ['a hash', HASH, undefined],
    ['a suffix', HASH.slice(5), 0x8be3c],
  ])('are refused for one digit that is none, wherever in %s it stands (R19)', (_, hash, range) => {
    const taken: string[] = [];
    for (let at = 0; at < hash.length; at += 1) {
      for (const wrong of ['/', ':', '@', 'G', '`', 'g', ' ', '\0', '\n', '\xb0']) {
        const line = `${hash.slice(0, at)}${wrong}${hash.slice(at + 1)}:7\n`;
        try {
          taken.push(`${line} became ${parsed(flavour, line + `${hash}:7\n`, range)}`);
        } catch (error) {
          if (!(error instanceof Malformed)) throw error;
        }
      }
    }
    expect(taken).toEqual([]);
  });
});
