import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Password } from '#libs/identity';
import type { Preset } from '#libs/password-policy';
import { effectivePolicy, evaluate } from '#libs/password-policy';

const PRESETS: readonly Preset[] = ['nist-800-63b-4', 'pci-dss-4', 'legacy'];
const nist = effectivePolicy('nist-800-63b-4', false);

const codes = (text: string, policy = nist) =>
  evaluate(new Password(text), policy).map(({ code }) => code);

describe('the minimum', () => {
  it.each([
    ['nist-800-63b-4', false, 15],
    ['nist-800-63b-4', true, 8],
    ['pci-dss-4', false, 12],
    ['pci-dss-4', true, 12],
    ['legacy', false, 8],
    ['legacy', true, 8],
  ] as const)(
    'of %s with a second factor required: %s is %i code points (NIST-3.1.1.2-1a)',
    (preset, secondFactorRequired, minimum) => {
      const policy = effectivePolicy(preset, secondFactorRequired);
      const varied = 'aB3$xY7#kQ9%mZ2&';
      expect(evaluate(new Password(varied.slice(0, minimum - 1)), policy)).toEqual([
        { code: 'too_short', minimum },
      ]);
      expect(codes(varied.slice(0, minimum), policy)).toEqual([]);
    },
  );

  it('is never below 8, and never below 15 under NIST while one factor is enough (NIST-3.1.1.2-1b)', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PRESETS), fc.boolean(), (preset, required) => {
        const { minimum } = effectivePolicy(preset, required);
        expect(minimum).toBeGreaterThanOrEqual(8);
        if (preset === 'nist-800-63b-4' && !required) expect(minimum).toBe(15);
      }),
    );
  });

  it('is 15 where nobody could tell whether a second factor is required (NIST-3.1.1.2-1c)', () => {
    expect(effectivePolicy('nist-800-63b-4', undefined).minimum).toBe(15);
  });

  it('counts astral characters once: 14 are refused, 15 accepted (R24, NIST-3.1.1.2-4b)', () => {
    expect(codes('😀'.repeat(14))).toEqual(['too_short']);
    expect(codes('😀'.repeat(15))).toEqual([]);
  });

  it('counts after NFC: fifteen decomposed letters are fifteen, not thirty (R24, NIST-3.1.1.2-4b)', () => {
    expect(codes('A\u030a'.repeat(14))).toEqual(['too_short']);
    expect(codes('A\u030a'.repeat(15))).toEqual([]);
  });
});

describe('the maximum', () => {
  it('accepts 64 and 128 code points in every script (NIST-3.1.1.2-2, ASVS-6.2.9)', () => {
    for (const character of ['a', 'ß', 'あ', '😀', 'ש', ' ']) {
      expect(codes(character.repeat(64))).toEqual([]);
      expect(codes(character.repeat(128))).toEqual([]);
      expect(codes(character.repeat(129))).toEqual(['too_long']);
    }
  });

  it('in bytes is 1,024 and is judged beside the length', () => {
    const narrow = { ...nist, maximum: 2000 };
    expect(codes('a'.repeat(1024), narrow)).toEqual([]);
    expect(evaluate(new Password('a'.repeat(1025)), narrow)).toEqual([
      { code: 'too_many_bytes', maximum: 1024 },
    ]);
    expect(codes('a'.repeat(1025))).toEqual(['too_long', 'too_many_bytes']);
  });
});

describe('the policy', () => {
  it('has no rule about classes of characters under any scripts or spaces (NIST-3.1.1.2-5, ASVS-6.2.5)', () => {
    const printing = fc.string({ unit: 'grapheme', minLength: 15, maxLength: 60 });
    fc.assert(
      fc.property(printing, (text) => {
        const password = new Password(text);
        fc.pre(password.codePoints >= 15 && password.codePoints <= 128);
        expect(evaluate(password, nist)).toEqual([]);
      }),
    );
  });

  it('accepts right-to-left text, combining marks and joined emoji (R24, NIST-3.1.1.2-3,4a)', () => {
    expect(codes('סיסמה ארוכה מאוד')).toEqual([]);
    expect(codes('q\u0323\u0307'.repeat(8))).toEqual([]);
    expect(codes('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦')).toEqual([]);
  });

  it('does not look at the password again once it is judged: the same input, the same answer', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(evaluate(new Password(text), nist)).toEqual(evaluate(new Password(text), nist));
      }),
    );
  });
});
