import { randomBytes } from 'node:crypto';

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { EnvelopeBinding } from '#libs/credentials';
import { EnvelopeError, Envelopes, KeyRing } from '#libs/hashing';

import { binding, keyFile } from './builders.js';

const ring = KeyRing.generate({ id: 'here' });
const envelopes = new Envelopes(ring, 'password', randomBytes);
const row = binding('demo', 'alice', 'change-1');
const sealed = envelopes.seal('the hash', row);

function problemOf(open: () => string): string {
  try {
    return `opened: ${open()}`;
  } catch (error) {
    return error instanceof EnvelopeError ? error.problem : String(error);
  }
}

describe('an envelope', () => {
  test('opens in the row that it was sealed for, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
        expect(envelopes.open(envelopes.seal(text, row), row)).toBe(text);
      }),
    );
  });

  test('names its format and key, and looks different each time', () => {
    expect(sealed).toMatch(/^lk1\.here\.[A-Za-z0-9_-]+$/);
    expect(envelopes.seal('the hash', row)).not.toBe(sealed);
    expect(sealed).not.toContain('the hash');
  });

  test('NIST-3.1.1.2-kdf-d: never opens in any other row', () => {
    // Few characters, JSON's own among them, so that concatenations would collide.
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', '|', '\\'), maxLength: 4 });
    const tuple = fc.tuple(name, name, name);
    fc.assert(
      fc.property(tuple, tuple, (one, other) => {
        fc.pre(one.some((field, at) => field !== other[at]));
        const copied = envelopes.seal('the hash', binding(...one));
        expect(problemOf(() => envelopes.open(copied, binding(...other)))).toBe('not_authentic');
      }),
      { numRuns: 300 },
    );
  });

  const COPIES: [string, EnvelopeBinding][] = [
    ['tenant', binding('legacy', 'alice', 'change-1')],
    ['subject', binding('demo', 'bob', 'change-1')],
    ['record', binding('demo', 'alice', 'change-2')],
  ];
  test.each(COPIES)('copied to another %s does not open', (_, elsewhere) => {
    expect(problemOf(() => envelopes.open(sealed, elsewhere))).toBe('not_authentic');
  });

  test('of one purpose does not open for another', () => {
    const history = new Envelopes(ring, 'history', randomBytes);
    expect(problemOf(() => history.open(sealed, row))).toBe('not_authentic');
  });

  test('does not open under another key that took over its id', () => {
    const usurper = new Envelopes(KeyRing.generate({ id: 'here' }), 'password', randomBytes);
    expect(problemOf(() => usurper.open(sealed, row))).toBe('not_authentic');
  });

  test('under the same key by another id does not open', () => {
    const key = Buffer.from(randomBytes(32)).toString('base64');
    const first = new Envelopes(KeyRing.parse(keyFile(['a', key])), 'password', randomBytes);
    const renamed = new Envelopes(KeyRing.parse(keyFile(['b', key])), 'password', randomBytes);
    const relabelled = first.seal('the hash', row).replace('lk1.a.', 'lk1.b.');
    expect(problemOf(() => renamed.open(relabelled, row))).toBe('not_authentic');
  });

  test('with any one character changed does not open', () => {
    const position = fc.nat(sealed.length - 1);
    const character = fc.constantFrom(...'AZaz09-_.=+/ \n');
    fc.assert(
      fc.property(position, character, (at, other) => {
        fc.pre(sealed[at] !== other);
        const altered = sealed.slice(0, at) + other + sealed.slice(at + 1);
        const problem = problemOf(() => envelopes.open(altered, row));
        expect(['malformed', 'unknown_key', 'not_authentic']).toContain(problem);
      }),
      { numRuns: 500 },
    );
  });

  test('cut short or made longer anywhere does not open', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(problemOf(() => envelopes.open(sealed.slice(0, length), row))).not.toMatch('opened');
    }
    expect(problemOf(() => envelopes.open(`${sealed}A`, row))).not.toMatch('opened');
    expect(problemOf(() => envelopes.open(`${sealed}\n`, row))).toBe('malformed');
  });

  test.each([
    ['a bare PHC string', '$argon2id$v=19$m=8,t=1,p=1$x$y'],
    ['nothing', ''],
    ['another format', sealed.replace('lk1', 'lk2')],
  ])('is never %s', (_, stored) => {
    expect(problemOf(() => envelopes.open(stored, row))).toBe('malformed');
  });

  test('that cannot be opened says why, without what is in it', () => {
    expect(() => envelopes.open(sealed, binding('demo', 'bob', 'change-1'))).toThrow(
      'a stored envelope cannot be opened: it was altered, or belongs to another row (key here)',
    );
  });
});

describe('several keys', () => {
  const [old, recent] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
  const before = new Envelopes(KeyRing.parse(keyFile(['2025', old])), 'password', randomBytes);
  const rotated = KeyRing.parse(keyFile(['2026', recent], ['2025', old]));
  const after = new Envelopes(rotated, 'password', randomBytes);

  test('NIST-3.1.1.2-kdf-c: the first writes, all read', () => {
    expect(after.seal('new', row)).toMatch(/^lk1\.2026\./);
    expect(after.open(before.seal('old', row), row)).toBe('old');
  });

  test('an envelope whose key was taken away is an error that names the key', () => {
    const withoutIt = new Envelopes(
      KeyRing.parse(keyFile(['2026', recent])),
      'password',
      randomBytes,
    );
    const orphan = before.seal('old', row);
    expect(problemOf(() => withoutIt.open(orphan, row))).toBe('unknown_key');
    expect(() => withoutIt.open(orphan, row)).toThrow('no root key has its id (key 2025)');
  });

  test('keep apart more tenants than fit the cache of derived keys', () => {
    const first = envelopes.seal('first', binding('t0', 's', 'c'));
    for (let tenant = 1; tenant <= 1100; tenant += 1) {
      envelopes.seal('x', binding(`t${tenant}`, 's', 'c'));
    }
    expect(envelopes.open(first, binding('t0', 's', 'c'))).toBe('first');
    expect(problemOf(() => envelopes.open(first, binding('t1', 's', 'c')))).toBe('not_authentic');
  });
});
