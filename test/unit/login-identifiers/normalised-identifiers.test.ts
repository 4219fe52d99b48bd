import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isRegion, NormalisedIdentifiers } from '#libs/login-identifiers';

const spelling = new NormalisedIdentifiers();
const mobile = (value: string, region?: string) => spelling.lookupOf('MOBILE', value, region);
const email = (value: string) => spelling.lookupOf('EMAIL', value, undefined);

describe('a mobile number', () => {
  it.each([
    ['7411639213', 'IN', '+917411639213'],
    ['07411639213', 'IN', '+917411639213'],
    [' (074) 116-39213 ', 'IN', '+917411639213'],
    ['+917411639213', 'IN', '+917411639213'],
    ['+91 74116 39213', 'DE', '+917411639213'],
    ['+917411639213', undefined, '+917411639213'],
    ['0176 04069001', 'DE', '+4917604069001'],
    ['011 15 2345-6789', 'AR', '+5491123456789'],
    ['3123456789', 'IT', '+393123456789'],
    ['12133734253', 'US', '+12133734253'],
  ])('%j in %s is %s', (written, region, expected) => {
    expect(mobile(written, region)).toBe(expected);
  });

  it.each([
    ['7411639213', undefined, 'the tenant has no region'],
    ['7411639213', 'XX', 'there is no such region'],
    ['7411639213 ext. 5', 'IN', 'an extension is somebody else'],
    ['+917411639213;ext=5', 'IN', 'so is a parameter'],
    ['tel:+917411639213', 'IN', 'a URI is no number'],
    ['++917411639213', 'IN', 'two plus signs'],
    ['７４１１６３９２１３', 'IN', 'other digits than ASCII'],
    ['frida', 'IN', 'no digits at all'],
    ['', 'IN', 'nothing'],
  ])('%j in %s is none: %s', (written, region, _why) => {
    expect(mobile(written, region)).toBeUndefined();
  });

  it.each([
    ['917411639213', 'IN', '+917411639213'],
    ['00917411639213', 'IN', '+917411639213'],
    ['393123456789', 'IT', '+393123456789'],
    ['004917604069001', 'DE', '+4917604069001'],
  ])('%j in %s is never %s: without + no country code is guessed at', (written, region, other) => {
    expect(mobile(written, region)).not.toBe(other);
  });

  it('never leaves the tenant’s country when it has no +', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,18}$/), (digits) => {
        expect(mobile(digits, 'IN') ?? '+91').toMatch(/^\+91/);
      }),
    );
  });
});

describe('a mail address', () => {
  it.each([
    ['Muster.Mannheim@GMail.com', 'muster.mannheim@gmail.com'],
    [' anna@example.com ', 'anna@example.com'],
    ['anna@bücher.example', 'anna@xn--bcher-kva.example'],
    ['anna@BÜCHER.example', 'anna@xn--bcher-kva.example'],
    ['anna@xn--bcher-kva.example', 'anna@xn--bcher-kva.example'],
    ['u\u0308ber@example.com', '\u00fcber@example.com'],
    ['anna+tag@example.com', 'anna+tag@example.com'],
  ])('%j is %s', (written, expected) => {
    expect(email(written)).toBe(expected);
  });

  it.each(['anna', 'anna@', '@example.com', 'a@b@c', 'an na@example.com', 'anna@exa%6dple.com'])(
    '%j is none',
    (written) => {
      expect(email(written)).toBeUndefined();
    },
  );
});

describe('other identifiers', () => {
  it('finds user names in any case and normalisation form, other systems’ keys byte for byte', () => {
    expect(spelling.lookupOf('USERNAME', 'Fri\u0301da', undefined)).toBe('fr\u00edda');
    expect(spelling.lookupOf('EXTERNALID', 'CRM-000106', undefined)).toBe('CRM-000106');
  });

  it('has no spelling for what is empty or longer than any address', () => {
    expect(spelling.lookupOf('USERNAME', '  ', undefined)).toBeUndefined();
    expect(spelling.lookupOf('EXTERNALID', 'x'.repeat(321), undefined)).toBeUndefined();
  });

  it('spells what it has spelled the same again', () => {
    const types = fc.constantFrom('MOBILE' as const, 'EMAIL' as const, 'USERNAME' as const);
    fc.assert(
      fc.property(types, fc.string({ unit: 'grapheme' }), (type, written) => {
        const once = spelling.lookupOf(type, written, 'IN');
        if (once !== undefined) expect(spelling.lookupOf(type, once, 'IN')).toBe(once);
      }),
    );
  });
});

describe('a region', () => {
  it('is one whose national numbers can be read', () => {
    expect(['DE', 'IN', 'US'].every(isRegion)).toBe(true);
    expect(['XX', 'de', 'DEU', '', 'constructor'].some(isRegion)).toBe(false);
  });
});
