import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';

import { Password } from '#libs/identity';
import type { WordSource } from '#libs/password-policy';
import { ContextWords, effectivePolicy, evaluate, judge, wordsAbout } from '#libs/password-policy';

const policy = { ...effectivePolicy('nist-800-63b-4', true), minimum: 0 };

const about = {
  userNames: ['alice.muster'],
  emails: ['anna.mannheim+shop@example-mail.co.uk'],
  phones: ['+49 151 12345678'],
  names: ['Zoë Müller-Groß'],
  tenantNames: ['Demo Gesellschaft'],
  productNames: ['Latchkey'],
};
const person = [new ContextWords(wordsAbout(about))];

const sources = (text: string, words = person): readonly (WordSource | string)[] =>
  evaluate(new Password(text), policy, { words, allWords: true }).map((violation) =>
    violation.code === 'context_word' ? violation.source : violation.code,
  );

describe('a password that is a word of its surroundings', () => {
  it.each([
    ['alice.muster', 'user_name'],
    ['anna.mannheim', 'email'],
    ['anna.mannheim+shop', 'email'],
    ['anna.mannheim@example-mail.co.uk', 'email'],
    ['Example-Mail', 'email'],
    ['015112345678', 'phone'],
    ['+49 151 12345678', 'phone'],
    ['Zoë Müller-Groß', 'name'],
    ['müller', 'name'],
    ['Demo-Gesellschaft', 'tenant'],
    ['latchkey', 'product'],
  ])(
    'is refused, and where it comes from is said: %s is %s (ASVS-6.1.2, ASVS-6.2.11)',
    (text, source) => {
      expect(sources(text)).toEqual([source]);
    },
  );

  it.each([
    ['ALICE.MUSTER', 'case'],
    ['alicemüster', 'diacritics'],
    ['4l1c3mu5t3r', 'leetspeak'],
    ['a1ice mu$ter', 'leetspeak'],
    ['a-l-i-c-e m_u_s_t_e_r', 'separators'],
    ['+alice+.+muster+', 'separators'],
    ['12alicemuster34', 'four characters around it'],
    ['alicemuster2025', 'four characters after it'],
    ['€=mcalicemuster', 'four characters before it'],
    ['😀😀alicemuster😀😀', 'four code points around it'],
  ])('is refused under other dress, too: %s (%s) (ASVS-6.2.11)', (text) => {
    expect(sources(text)).toEqual(['user_name']);
  });

  it.each([
    'alicemuster12345',
    '123alicemuster45',
    'where alice.muster lives',
    'latchkeylatchkey',
    '😀😀😀alicemuster😀😀',
  ])('is accepted where it only contains the word: %s (NIST-3.1.1.2-blk-b)', (text) => {
    expect(sources(text)).toEqual([]);
  });

  it('hears every source once', () => {
    const words = new ContextWords([
      { source: 'name', text: 'Anna' },
      { source: 'word_list', text: 'anna' },
      { source: 'word_list', text: 'ANNA1' },
    ]);
    expect(sources('Anna1', [words])).toEqual(['word_list', 'name']);
  });
});

describe('a word list', () => {
  it('of separators and emptiness forbids nothing', () => {
    const words = new ContextWords(
      ['', ' ', '-', '._'].map((text) => ({ source: 'word_list', text })),
    );
    expect(sources('........', [words])).toEqual([]);
  });

  it('is looked up in 15 ways at most, however many words it has', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => `word${n}`);
    const words = new ContextWords(many.map((text) => ({ source: 'word_list', text })));
    const get = jest.spyOn(Map.prototype, 'get');
    const found = words.sourcesOf('xxword7777yyy');
    const lookUps = get.mock.calls.length;
    get.mockRestore();
    expect([found, lookUps]).toEqual([[], 15]);
    expect(sources('Word-9999', [words])).toEqual(['word_list']);
  });

  it('that is not at hand leaves the rule unknown, unless a word is known to match', () => {
    const knowledge = { words: person, allWords: false };
    expect(judge(new Password('something else'), policy, knowledge).unknown).toContain(
      'context_word',
    );
    const found = judge(new Password('Latchkey1'), policy, knowledge);
    expect(found.violations).toEqual([{ code: 'context_word', source: 'product' }]);
  });

  it('refuses each of its words under any case, separators and short affixes (ASVS-6.2.11)', () => {
    const word = fc.stringMatching(/^[a-z]{4,12}$/);
    const affix = fc.stringMatching(/^[a-z0-9]{0,2}$/);
    const separator = fc.constantFrom('', '.', '_', '-', '+', ' ');
    fc.assert(
      fc.property(
        word,
        affix,
        affix,
        separator,
        fc.boolean(),
        (text, before, after, sign, loud) => {
          const words = [new ContextWords([{ source: 'word_list', text }])];
          const dressed = before + Array.from(text).join(sign) + after;
          expect(sources(loud ? dressed.toUpperCase() : dressed, words)).toEqual(['word_list']);
        },
      ),
    );
  });
});
