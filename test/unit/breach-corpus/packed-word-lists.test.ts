import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CorpusFile, PackedWordLists, sha1Of, verification } from '#libs/breach-corpus';
import { Password } from '#libs/identity';
import { ContextWords, folded } from '#libs/password-policy';

import { generator } from '../../support/synthetic-hashes.mjs';

const lists = new PackedWordLists();
const opened = (words: readonly string[]) => lists.open(lists.pack(words), 1);

describe('a tenant’s list of words', () => {
  it('is stored as a corpus that any reader of the format understands, without a word in it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-list-'));
    try {
      const path = join(folder, 'list.lbc');
      const packed = lists.pack(['Wasserturm', 'Quadratestadt']);
      writeFileSync(path, packed);
      const corpus = CorpusFile.open(path);
      for (const _ of verification(corpus, path)) void _;
      expect(corpus.header).toMatchObject({ flavour: 'compact', entries: 4 });
      expect([corpus.find(sha1Of('wasserturm')), corpus.find(sha1Of('waterfront'))]).toEqual([
        1, 0,
      ]);
      corpus.close();
      expect(packed.toString('latin1').toLowerCase()).not.toContain('wasserturm');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('binds whoever is made of its words, exactly as words of a person do (ASVS-6.2.11)', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.constantFrom('Wasserturm', 'a', 'Straße', 'ﬁ', '--', 'Ångström'),
    );
    const affix = fc.string({ unit: 'grapheme', maxLength: 3 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), affix, affix, fc.nat(4), (words, a, z, at) => {
        const plain = new ContextWords(words.map((text) => ({ source: 'word_list', text })));
        const text = folded(`${a}${words[at] ?? 'else'}${z}`);
        const sources = new Set(plain.sourcesOf(text));
        expect(new Set(opened(words).sourcesOf(text))).toEqual(sources);
      }),
      { numRuns: 500 },
    );
  });

  it('lists its words in whatever case and spelling of Unicode, and nothing that contains them', () => {
    const words = opened(['Ångström', 'wasserturm']);
    for (const text of ['ångström', 'ÅNGSTRÖM'.normalize('NFD'), 'Wasserturm']) {
      expect(words.lists(new Password(text))).toBe(true);
    }
    for (const text of ['wasserturm1', 'w4sserturm', 'turm']) {
      expect(words.lists(new Password(text))).toBe(false);
    }
  });

  it('misses none of 10,000 words and takes no stranger for one of them', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => `word ${String(n)} of the list`);
    const words = opened(many);
    for (const text of many) {
      expect(words.lists(new Password(text)) && words.sourcesOf(folded(text)).length === 1).toBe(
        true,
      );
    }
    const random = generator(9);
    const strangers = Array.from({ length: 20_000 }, () => `${random()}x${random()}`);
    expect(strangers.filter((text) => words.sourcesOf(folded(text)).length > 0)).toEqual([]);
  });

  it('may be empty', () => {
    const words = opened([]);
    expect([words.sourcesOf('a'), words.lists(new Password('a'))]).toEqual([[], false]);
  });

  it('is refused for any changed byte, for half of it and for something else: it never binds less', () => {
    const packed = lists.pack(['wasserturm', 'harbour']);
    const zeros = packed.indexOf(Buffer.alloc(64), 512 + 4 * 257);
    for (let at = 0; at < packed.length; at += at === zeros ? 2_048 : 1) {
      const changed = Buffer.from(packed);
      changed[at] = (changed[at] ?? 0) ^ 0x40;
      expect(() => lists.open(changed, 1)).toThrow();
    }
    const half = packed.subarray(0, packed.length >> 1);
    for (const other of [half, Buffer.alloc(0), Buffer.from('words')]) {
      expect(() => lists.open(other, 1)).toThrow();
    }
  });
});
