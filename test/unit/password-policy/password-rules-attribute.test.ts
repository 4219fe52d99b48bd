import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Password } from '#libs/identity';
import type { Policy } from '#libs/password-policy';
import {
  CHARACTER_CLASSES,
  effectivePolicy,
  evaluate,
  passwordRulesAttribute,
} from '#libs/password-policy';

const PRINTABLE = Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n)).join('');
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const NAMED: Readonly<Record<string, string>> = {
  lower: LOWER,
  upper: LOWER.toUpperCase(),
  digit: '0123456789',
  special: '-~!@#$%^&*_+=`|(){}[:;"\'<>,.?] ',
  'ascii-printable': PRINTABLE,
};

/** The attribute as a generator reads it: rules, each a name and a list of classes. */
function parsed(attribute: string) {
  const rules = [...attribute.matchAll(/([a-z-]+): ((?:\[.*?\](?=;|,)|[^;[])+);/g)];
  expect(rules.map(([whole]) => whole).join(' ')).toBe(attribute);
  const all = (name: string) =>
    rules.filter(([, rule]) => rule === name).map(([, , value]) => value ?? '');
  const charactersOf = (value: string) =>
    value.startsWith('[')
      ? value.slice(1, -1)
      : value
          .split(', ')
          .map((name) => NAMED[name] ?? `unknown class ${name}`)
          .join('');
  return {
    minimum: Number(all('minlength')[0]),
    maximum: Number(all('maxlength')[0]),
    maxConsecutive: Number(all('max-consecutive')[0] ?? Infinity),
    required: all('required').map(charactersOf),
    allowed: all('allowed').map(charactersOf).join(''),
  };
}

/** A generator that knows nothing but the attribute and a source of chance. */
function generated(attribute: string, pick: (below: number) => number): string {
  const { minimum, maximum, maxConsecutive, required, allowed } = parsed(attribute);
  const alphabet = [...required, allowed].join('');
  const draw = (from: string) => from.charAt(pick(from.length));
  const length = Math.max(
    minimum + pick(Math.min(maximum, minimum + 12) - minimum + 1),
    required.length,
  );
  const drawn: string[] = [];
  while (drawn.length < length) {
    const from = required[drawn.length] ?? alphabet;
    const next = draw(from);
    const run = drawn.slice(-maxConsecutive);
    const tooMany = run.length === maxConsecutive && run.every((one) => one === next);
    drawn.push(tooMany ? other(from, next) : next);
  }
  return drawn.join('');
}

const other = (alphabet: string, than: string) =>
  Array.from(alphabet).find((character) => character !== than) ?? '';

describe('the passwordrules attribute', () => {
  it.each([
    ['nist-800-63b-4', 'minlength: 15; maxlength: 128; allowed: ascii-printable;'],
    [
      'pci-dss-4',
      'minlength: 12; maxlength: 128; required: lower, upper; required: digit; allowed: ascii-printable;',
    ],
  ] as const)('of %s is %s (APPLE-PR-1)', (preset, attribute) => {
    expect(passwordRulesAttribute(effectivePolicy(preset, false))).toBe(attribute);
  });

  it('of legacy leaves out characters until no sequence can be spelled (APPLE-PR-1)', () => {
    const attribute = passwordRulesAttribute(effectivePolicy('legacy', true));
    expect(attribute).toMatch(/^minlength: 8; maxlength: 128; required: \[/);
    expect(attribute).toMatch(/; max-consecutive: 3;$/);
    const { required } = parsed(attribute);
    expect(required).toHaveLength(4);
    for (const characters of required) expect(characters.length).toBeGreaterThan(5);
  });

  const policy: fc.Arbitrary<Policy> = fc
    .record({
      minimum: fc.integer({ min: 8, max: 60 }),
      maximum: fc.integer({ min: 64, max: 128 }),
      classes: fc.subarray([...CHARACTER_CLASSES]),
      repeats: fc.option(fc.integer({ min: 1, max: 6 })),
      sequences: fc.option(fc.integer({ min: 2, max: 12 })),
    })
    .map((chosen) => ({ ...effectivePolicy('nist-800-63b-4', true), ...chosen }));

  it('is followed by no generated password that breaks a public rule (APPLE-PR-1)', () => {
    fc.assert(
      fc.property(policy, fc.infiniteStream(fc.nat()), (under, chance) => {
        const pick = (below: number) => Number(chance.next().value) % below;
        const password = generated(passwordRulesAttribute(under), pick);
        expect(evaluate(new Password(password), under)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
