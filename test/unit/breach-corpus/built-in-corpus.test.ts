import { describe, expect, test } from '@jest/globals';
import { dictionary } from '@zxcvbn-ts/language-common';
import fc from 'fast-check';

import { BuiltInCorpus } from '#libs/breach-corpus';
import { Password } from '#libs/identity';

const corpus = new BuiltInCorpus();
const verdict = (text: string) => corpus.check(new Password(text)).verdict;

describe('the built-in list', () => {
  test.each(['password', 'password123', '123456789', 'qwertyuiop', 'iloveyou'])(
    'NIST-3.1.1.2-blk-c: holds %s',
    (text) => {
      expect(verdict(text)).toBe('breached');
    },
  );

  test.each([
    'Test1234%',
    'Test12345$',
    'MyTestPasswords$',
    'Quiet-harbour-58',
    'Imported-2019!',
    'Initial-passphrase-1',
  ])('does not hold %s, which people and documents rely on', (text) => {
    expect(verdict(text)).toBe('clean');
  });

  test('tells a count of at least 1 and which version said so', () => {
    expect(corpus.check(new Password('password'))).toEqual({
      verdict: 'breached',
      atLeast: 1,
      corpusVersion: expect.stringMatching(/^built-in-\d+\.\d+\.\d+$/),
    });
    expect(corpus.check(new Password('Quiet-harbour-58'))).toEqual({
      verdict: 'clean',
      corpusVersion: expect.stringMatching(/^built-in-\d+\.\d+\.\d+$/),
    });
  });

  test('finds each of its entries however it is capitalised', () => {
    const entry = fc.constantFrom(...dictionary['passwords-common']);
    fc.assert(
      fc.property(entry, fc.nat(), (text, at) => {
        const index = at % text.length;
        const capital = text.slice(0, index) + text.slice(index).toUpperCase();
        expect([verdict(text), verdict(capital)]).toEqual(['breached', 'breached']);
      }),
    );
  });

  test('folds its own entries too: an upper-case entry is found by any spelling', () => {
    const listed = new BuiltInCorpus(['SECRET-Entry', 'Stra\u0308\u00dfe']);
    const found = ['secret-entry', 'SECRET-ENTRY', 'Str\u00e4\u00dfe'].map(
      (text) => listed.check(new Password(text)).verdict,
    );
    expect(found).toEqual(['breached', 'breached', 'breached']);
  });

  test('compares whole passwords, not parts of them', () => {
    expect(verdict('password correct horse')).toBe('clean');
    expect(verdict(' password')).toBe('clean');
  });
});
