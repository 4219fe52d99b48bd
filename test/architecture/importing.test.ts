import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { FAMILIES } from '#libs/hashing';

import { ROOT } from './sources.js';

const text = readFileSync(`${ROOT}docs/importing.md`, 'utf8');
const rows = [...text.matchAll(/^\| ([a-z]\S*) +\| .+ \| .+ \|$/gm)].map(([, first]) => first);

describe('docs/importing.md', () => {
  it('has a row for every family that can be imported, and for no other', () => {
    expect(rows).toEqual(['family', ...Object.keys(FAMILIES)]);
  });

  it('names every word that an import may be refused with', () => {
    for (const word of ['unsupported_hash', 'hash_too_costly', '409', '404']) {
      expect(text).toContain(word);
    }
  });
});
