import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from '@jest/globals';
import { dictionary } from '@zxcvbn-ts/language-common';
import fc from 'fast-check';

import { BuiltInCorpus, builtInPasswords, writeBuiltInCorpus } from '#libs/breach-corpus';
import { Password } from '#libs/identity';

import { builtInFile } from '../../../libs/breach-corpus/src/built-in/built-in-corpus.js';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-built-in-'));
const corpus = new BuiltInCorpus();
const verdict = (text: string) => corpus.check(new Password(text)).verdict;

afterAll(() => {
  corpus.file.close();
  rmSync(folder, { recursive: true });
});

describe('the built-in list', () => {
  test.each(['password', 'password123', '123456789', 'qwertyuiop', 'iloveyou'])(
    'NIST-3.1.1.2-blk-c: holds %s',
    (text) => {
      expect(verdict(text)).toBe('breached');
    },
  );

  test.each(['passwordpassword', 'qwertyuiopasdfghjkl', '1qaz2wsx3edc4rfv', 'football123456'])(
    'holds what a common password becomes when it must be longer: %s',
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

  test.each([8, 12, 15])(
    'ASVS-6.2.4: refuses more than 3,000 passwords that meet a minimum of %d, with nothing else there',
    (minimum) => {
      const long = [...builtInPasswords()].filter((word) => Array.from(word).length >= minimum);
      expect(long.length).toBeGreaterThan(3_000);
      expect(long.filter((word) => verdict(word) !== 'breached')).toEqual([]);
    },
  );

  test('tells a count of at least 1, which version said so, and its age', () => {
    const spoken = {
      corpusVersion: expect.stringMatching(/^built-in-\d+\.\d+\.\d+$/),
      corpusDate: new Date('2026-07-17'),
      source: 'built_in',
    };
    expect(corpus.check(new Password('password'))).toEqual({
      verdict: 'breached',
      atLeast: 1,
      ...spoken,
    });
    expect(corpus.check(new Password('Quiet-harbour-58'))).toEqual({ verdict: 'clean', ...spoken });
  });

  test('is dated when the version that is installed was published', () => {
    const installed = createRequire(import.meta.url)('@zxcvbn-ts/language-common/package.json');
    expect((installed as { version: string }).version).toBe('4.1.3');
  });

  test('counts every entry once or more', () => {
    const counts = Array.from({ length: 4_096 }, (_, at) => corpus.file.range(at * 256)).flat();
    expect(counts.length).toBeGreaterThan(100);
    expect(counts.filter(({ count }) => count < 1)).toEqual([]);
  });

  test('is built the same, byte for byte, from the same source', () => {
    const again = join(folder, 'again.lbc');
    writeBuiltInCorpus(again);
    expect(readFileSync(again).equals(readFileSync(builtInFile()))).toBe(true);
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
    const file = join(folder, 'spellings.lbc');
    writeBuiltInCorpus(file, ['SECRET-Entry', 'Stra\u0308\u00dfe']);
    const listed = new BuiltInCorpus(file);
    const found = ['secret-entry', 'SECRET-ENTRY', 'Str\u00e4\u00dfe'].map(
      (text) => listed.check(new Password(text)).verdict,
    );
    listed.file.close();
    expect(found).toEqual(['breached', 'breached', 'breached']);
  });

  test('compares whole passwords, not parts of them', () => {
    expect(verdict('password correct horse')).toBe('clean');
    expect(verdict(' password')).toBe('clean');
  });
});
