import { describe, expect, it } from '@jest/globals';

import { sourcesIn } from './sources.js';

/** A line of a table of words: `policy_exists: { status: 409, code: 'PWD_4094'`. */
const WORD = /(\w+): \{\s*status: (\d+),\s*code: 'PWD_(\d+)'/g;

describe('the numbers of errors', () => {
  const words = ['apps', 'libs'].flatMap((folder) =>
    sourcesIn(folder, /\.ts$/).flatMap(({ text }) => [...text.matchAll(WORD)]),
  );

  it('stand for one word each, wherever it is said', () => {
    expect(words.length).toBeGreaterThan(30);
    const said = new Map<string, Set<string>>();
    for (const [, word = '', , number = ''] of words) {
      said.set(number, (said.get(number) ?? new Set()).add(word));
    }
    const shared = [...said].filter(([, names]) => names.size > 1);
    expect(shared.map(([number, names]) => `PWD_${number}: ${[...names].join(', ')}`)).toEqual([]);
  });

  it('begin with their HTTP status', () => {
    expect(words.filter(([, , status = '', number = '']) => !number.startsWith(status))).toEqual(
      [],
    );
  });
});
