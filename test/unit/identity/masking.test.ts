import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { maskEmail, maskPhone, maskWhole } from '#libs/identity';

const hiddenIn = (masked: string) => masked.split('*').length - 1;
const lengthOf = (text: string) => Array.from(text).length;

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
const localPart = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9._+-]{1,64}$/),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((s) => !/[@*]/.test(s)),
);

describe('the mask of an e-mail address', () => {
  it.each([
    ['muster.mannheim1test@gmail.com', 'muster.*********test@g***l.com'],
    ['dora@example.org', '****@e*****e.org'],
    ['abcdef@example.org', 'ab***f@e*****e.org'],
    ['abcde@ab.de', '*****@**.de'],
    ['a@mail.example.co.uk', '*@****.e*****e.**.uk'],
    ['somebody@localhost', 'som****y@l*******t'],
    ['not an address', '**************'],
    ['"a@b"@example.com', '*****@e*****e.com'],
  ])('of %s is %s', (address, masked) => {
    expect(maskEmail(address)).toBe(masked);
  });

  it('keeps the first third, rounded up, and the last fifth, rounded down, of a local part', () => {
    fc.assert(
      fc.property(localPart, (local) => {
        const characters = Array.from(local);
        const first = Math.ceil(characters.length / 3);
        const last = Math.floor(characters.length / 5);
        const hidden = characters.length - first - last;
        const masked = maskEmail(`${local}@example.org`).slice(0, -'@e*****e.org'.length);
        const shown = `${characters.slice(0, first).join('')}${'*'.repeat(hidden)}${characters
          .slice(characters.length - last)
          .join('')}`;
        expect(masked).toBe(hidden < 3 ? '*'.repeat(characters.length) : shown);
      }),
    );
  });

  it('hides at least three characters of every part, or all of it; the top-level domain stays', () => {
    fc.assert(
      fc.property(
        localPart,
        fc.array(label, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('com', 'de', 'museum'),
        (local, labels, topLevel) => {
          const masked = maskEmail(`${local}@${[...labels, topLevel].join('.')}`);
          const at = masked.lastIndexOf('@');
          const domain = masked.slice(at + 1).split('.');
          expect(domain.pop()).toBe(topLevel);
          const original = [local, ...labels];
          [masked.slice(0, at), ...domain].forEach((part, index) => {
            expect(lengthOf(part)).toBe(lengthOf(original[index] ?? ''));
            expect(hiddenIn(part)).toBeGreaterThanOrEqual(Math.min(3, lengthOf(part)));
          });
        },
      ),
    );
  });
});

describe('the mask of a telephone number', () => {
  it.each([
    ['+917411639213', '+91*******213'],
    ['+12025550123', '+1*******123'],
    ['+4915112345678', '+49********678'],
    ['+35312345678', '+353*****678'],
    ['+79161234567', '+7*******567'],
    ['+49123', '******'],
    ['07411639213', '********213'],
    ['', ''],
  ])('of %s is %s', (number, masked) => {
    expect(maskPhone(number)).toBe(masked);
  });

  it('never shows more than a country code of three digits and the last three digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9][0-9]{1,14}$/), (number) => {
        const masked = maskPhone(number);
        expect(masked).toHaveLength(number.length);
        expect(masked).toMatch(/^(\+\d{1,3}\*{3,}\d{3}|\*+)$/);
      }),
    );
  });
});

describe('the mask of anything else', () => {
  it('hides every character and counts characters, not UTF-16 units', () => {
    expect(maskWhole('a😀b')).toBe('***');
  });
});
