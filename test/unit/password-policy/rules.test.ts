import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Password } from '#libs/identity';
import type { Policy } from '#libs/password-policy';
import { ContextWords, effectivePolicy, evaluate, judge } from '#libs/password-policy';

const legacy = effectivePolicy('legacy', true);
const nist = effectivePolicy('nist-800-63b-4', true);

const violations = (text: string, policy: Policy, knowledge = {}) =>
  evaluate(new Password(text), policy, knowledge);
const codes = (text: string, policy: Policy) => violations(text, policy).map(({ code }) => code);

describe('every violation', () => {
  it('is said at once, one for each class that is missing', () => {
    expect(violations('aaaa', legacy)).toEqual([
      { code: 'too_short', minimum: 8 },
      { code: 'missing_class', class: 'upper' },
      { code: 'missing_class', class: 'digit' },
      { code: 'missing_class', class: 'symbol' },
      { code: 'repeated_characters', allowed: 3 },
    ]);
  });

  it('is a code with what a screen needs, and never a piece of the password', () => {
    expect(violations('Abcde1111', legacy)).toEqual([
      { code: 'missing_class', class: 'symbol' },
      { code: 'repeated_characters', allowed: 3 },
      { code: 'sequence', allowed: 4 },
    ]);
  });
});

describe('classes of characters', () => {
  it.each([
    ['Äöü-3-ж', []],
    ['пароль-Пароль-17', []],
    ['lower-3-only', ['upper']],
    ['No digit here', ['digit']],
    ['Arabic ٣ counts', []],
    ['Spaces are symbols 1', []],
  ])('are those of every script: %s lacks %j', (text, missing) => {
    const found = violations(text, { ...legacy, minimum: 0 });
    expect(found).toEqual(missing.map((name) => ({ code: 'missing_class', class: name })));
  });

  it('under PCI are letters and digits, whichever case', () => {
    const pci = effectivePolicy('pci-dss-4', true);
    expect(violations('#######1######', pci)).toEqual([{ code: 'missing_class', class: 'letter' }]);
    expect(violations('letters-only-x', pci)).toEqual([{ code: 'missing_class', class: 'digit' }]);
    expect(codes('LETTERS AND 1', pci)).toEqual([]);
  });
});

describe('a repeated character', () => {
  it.each([
    ['Good-aaa-8-pass', false],
    ['Good-aaaa-8-pass', true],
    ['Good-aAaA-8-pass', false],
    ['Good-😀😀😀-8-pass', false],
    ['Good-😀😀😀😀-8-pass', true],
  ])('may stand three times in a row: %s is refused: %s', (text, refused) => {
    expect(codes(text, legacy)).toEqual(refused ? ['repeated_characters'] : []);
  });
});

describe('a sequence', () => {
  it.each([
    'abcde',
    'EDCBA',
    '12345',
    '98765',
    '67890',
    'qwert',
    'zuiop',
    'ghjkl',
    'bvcxy',
    '!@#$%',
  ])('of five is refused in either direction and case: %s', (walk) =>
    expect(codes(`Boat-7-${walk}-Ü`, legacy)).toEqual(['sequence']),
  );

  it.each(['abcd', '1234', 'hgfd', 'acegi', 'qwe-rty', '0-9-8-7-6', 'asdöl'])(
    'that is shorter or broken is none: %s',
    (walk) => expect(codes(`Boat-7-${walk}-Ü`, legacy)).toEqual([]),
  );

  it('longer than any keyboard row cannot be refused', () => {
    const lax = { ...legacy, sequences: 128 };
    expect(codes('Abcdefghijklmnopqrstuvwxyz-1', lax)).toEqual([]);
  });
});

describe('the score', () => {
  const strict: Policy = { ...nist, strengthRequired: 3 };
  const word = new Password('some long password');

  it('that is too low is said with the policy’s other objections', () => {
    expect(evaluate(word, strict, { strength: { score: 2 } })).toEqual([
      { code: 'too_weak', score: 2 },
    ]);
    expect(evaluate(word, strict, { strength: { score: 3 } })).toEqual([]);
  });

  it('that nobody has estimated is unknown, not good', () => {
    expect(judge(word, strict, {}).unknown).toContain('too_weak');
  });
});

describe('judging', () => {
  const knowledge = { words: [new ContextWords([{ source: 'name', text: 'Anna' }])] };
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    fc.json(),
  );

  it('throws on no string, lone surrogates, NUL and JSON included (R14, R24)', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const policy of [nist, legacy]) {
          expect(Array.isArray(violations(text, policy, knowledge))).toBe(true);
        }
      }),
    );
  });

  it('finds the same in NFC and in NFD (R24, NIST-3.1.1.2-norm)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const [composed, decomposed] = [text.normalize('NFC'), text.normalize('NFD')];
        expect(violations(composed, legacy)).toEqual(violations(decomposed, legacy));
      }),
    );
  });

  it('says nothing of a stored credential: those rules stay unknown to it', () => {
    const { violations: found, unknown } = judge(new Password('Quiet-harbour-58'), legacy, {});
    expect(found).toEqual([]);
    expect(unknown).toEqual([
      'context_word',
      'breached',
      'same_as_current',
      'too_similar',
      'used_before',
    ]);
  });
});
