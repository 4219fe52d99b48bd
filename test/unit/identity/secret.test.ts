import { format, inspect } from 'node:util';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Password, Secret } from '#libs/identity';

const CANARY = 'canary-Correct-Horse-7';

describe.each([
  ['a Secret', new Secret(CANARY)],
  ['a Password', new Password(CANARY)],
])('%s', (_name, secret) => {
  it.each<[string, string]>([
    ['a template', `${secret}`],
    ['a concatenation', '' + String(secret)],
    ['JSON', JSON.stringify({ nested: [secret] })],
    ['inspect', inspect({ nested: { secret } }, { depth: 9, showHidden: true })],
    ['inspect without its own say', inspect(secret, { customInspect: false, showHidden: true })],
    ['format', format('%s %o %j', secret, secret, secret)],
    ['its keys and values', JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret)])],
    ['a copy of it', JSON.stringify({ ...secret })],
    ['an error that carries it', inspect(new Error('failed', { cause: secret }))],
  ])('cannot be printed through %s (R25a, ASVS-16.2.5)', (_way, printed) => {
    expect(printed).not.toContain('canary');
  });

  it('can be used', () => {
    expect(secret.reveal()).toBe(CANARY);
  });
});

describe('a password', () => {
  it('is the same composed and decomposed (R24, NIST-3.1.1.2-norm)', () => {
    const composed = new Password('\u00c5ngstr\u00f6m');
    const decomposed = new Password('A\u030angstro\u0308m');
    expect(decomposed.reveal()).toBe(composed.reveal());
    expect(decomposed.equals(composed)).toBe(true);
    expect(decomposed.codePoints).toBe(8);
  });

  it('keeps apart what only NFKC would unite (R24, NIST-3.1.1.2-norm)', () => {
    expect(new Password('ﬁ').equals(new Password('fi'))).toBe(false);
  });

  it('is neither trimmed nor case-folded (ASVS-6.2.8)', () => {
    expect(new Password(' Aa ').reveal()).toBe(' Aa ');
    expect(new Password('a').equals(new Password('A'))).toBe(false);
  });

  it('counts code points, not UTF-16 units and not bytes (NIST-3.1.1.2-4b)', () => {
    const faces = new Password('😀'.repeat(15));
    expect([faces.codePoints, faces.bytes]).toEqual([15, 60]);
  });

  it('counts the bytes that UTF-8 really needs (NIST-3.1.1.2-3,4a)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const password = new Password(text);
        expect(password.bytes).toBe(Buffer.byteLength(text.normalize('NFC'), 'utf8'));
      }),
    );
  });
});
