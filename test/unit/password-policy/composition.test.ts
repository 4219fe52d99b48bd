import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Password } from '#libs/identity';
import type { PolicyDocument, PolicyRules, SomeRules } from '#libs/password-policy';
import {
  CHARACTER_CLASSES,
  complete,
  composedPolicy,
  composedRules,
  effectivePolicy,
  evaluate,
  explain,
  PLATFORM_FLOOR,
  policyFor,
  PRESET_NAMES,
  strictest,
} from '#libs/password-policy';

const orOff = (from: number, to: number) => fc.option(fc.integer({ min: from, max: to }));
const whole = (from: number, to: number) => fc.integer({ min: from, max: to });

const values: { [Rule in keyof PolicyRules]: fc.Arbitrary<PolicyRules[Rule]> } = {
  minimum: whole(8, 128),
  minimumSingleFactor: whole(8, 128),
  maximum: whole(8, 128),
  classes: fc.subarray([...CHARACTER_CLASSES]),
  repeats: orOff(1, 9),
  sequences: orOff(2, 9),
  contextWords: fc.boolean(),
  sameAsCurrent: fc.boolean(),
  similarity: fc.boolean(),
  breached: orOff(1, 100),
  breachUndetermined: fc.constantFrom('refuse', 'accept'),
  breachRangeServer: fc.boolean(),
  history: whole(0, 24),
  maximumAgeDays: orOff(1, 999),
  maximumAgeDaysSingleFactor: orOff(1, 999),
  warningDays: whole(0, 99),
  minimumAgeHours: whole(0, 999),
  historyDays: orOff(1, 999),
  graceDays: orOff(0, 999),
  attempts: fc.record({
    waitsFrom: whole(1, 100),
    firstWaitSeconds: whole(0, 999),
    longestWaitSeconds: whole(0, 9999),
    cap: whole(1, 100),
    lock: fc.option(fc.record({ at: whole(1, 100), seconds: whole(1, 9999) })),
  }),
  strengthShown: fc.boolean(),
  strengthRequired: fc.constantFrom(0, 1, 2, 3, 4),
};

const rules = fc.record(values, { requiredKeys: [] }) as fc.Arbitrary<SomeRules>;
const document: fc.Arbitrary<PolicyDocument> = fc
  .tuple(fc.option(fc.constantFrom(...PRESET_NAMES), { nil: undefined }), rules)
  .map(([preset, some]) => ({ format: 1, ...(preset && { preset }), rules: some }));

describe('the strictest of several', () => {
  it('does not depend on their order', () => {
    fc.assert(
      fc.property(rules, rules, (a, b) => {
        expect(strictest(a, b)).toEqual(strictest(b, a));
      }),
    );
  });

  it('does not depend on how they are grouped', () => {
    fc.assert(
      fc.property(rules, rules, rules, (a, b, c) => {
        expect(strictest(strictest(a, b), c)).toEqual(strictest(a, strictest(b, c)));
      }),
    );
  });

  it('is each of them when they are one', () => {
    fc.assert(
      fc.property(rules, (a) => {
        expect(strictest(a, a)).toEqual(a);
        expect(strictest(a, {})).toEqual(a);
      }),
    );
  });

  it('is weakened by nobody who joins: what the many accept, each accepts', () => {
    fc.assert(
      fc.property(rules, rules, fc.string({ unit: 'grapheme', maxLength: 80 }), (a, b, text) => {
        const password = new Password(text);
        const said = (some: SomeRules) =>
          evaluate(password, policyFor('legacy', complete(some), true)).map(({ code }) => code);
        expect(said(strictest(a, b))).toEqual(expect.arrayContaining(said(a)));
      }),
    );
  });
});

describe('a tenant’s policy', () => {
  it('never asks less than the platform (NIST-3.1.1.2-1b)', () => {
    fc.assert(
      fc.property(document, document, fc.boolean(), (tenant, group, second) => {
        const policy = composedPolicy({ tenant, groups: [{ name: 'g', document: group }] }, second);
        expect(policy.minimum).toBeGreaterThanOrEqual(8);
        expect(policy.maximum).toBeLessThanOrEqual(128);
        expect(policy.sameAsCurrent).toBe(true);
        expect(policy.attempts.cap).toBeLessThanOrEqual(100);
        expect(composedRules({ tenant })).toEqual(
          strictest(composedRules({ tenant }), PLATFORM_FLOOR),
        );
      }),
    );
  });

  it('under the NIST preset never asks less than 15, or 8 with a second factor, whatever it saves (NIST-3.1.1.2-1b)', () => {
    fc.assert(
      fc.property(rules, (some) => {
        const tenant: PolicyDocument = { format: 1, preset: 'nist-800-63b-4', rules: some };
        expect(composedPolicy({ tenant }, undefined).minimum).toBeGreaterThanOrEqual(15);
        expect(composedPolicy({ tenant }, false).minimum).toBeGreaterThanOrEqual(15);
        expect(composedPolicy({ tenant }, true).minimum).toBeGreaterThanOrEqual(8);
      }),
    );
  });

  it('that says nothing is its preset', () => {
    for (const preset of PRESET_NAMES) {
      for (const second of [true, false]) {
        const tenant: PolicyDocument = { format: 1, preset, rules: {} };
        expect(composedPolicy({ tenant }, second)).toEqual(effectivePolicy(preset, second));
      }
    }
  });

  it('without a preset is the NIST one', () => {
    expect(composedPolicy({ tenant: { format: 1, rules: {} } }, false)).toEqual(
      effectivePolicy('nist-800-63b-4', false),
    );
  });

  it('is only tightened by a group', () => {
    const tenant: PolicyDocument = { format: 1, preset: 'legacy', rules: { history: 10 } };
    const document: PolicyDocument = {
      format: 1,
      rules: { minimum: 20, history: 2, repeats: null },
    };
    const policy = composedPolicy({ tenant, groups: [{ name: 'operators', document }] }, true);
    expect(policy).toMatchObject({ preset: 'legacy', minimum: 20, history: 10, repeats: 3 });
  });
});

describe('the explanation', () => {
  const composition = {
    tenant: { format: 1, preset: 'legacy', rules: { minimum: 12, breached: 5 } },
    groups: [
      { name: 'operators', document: { format: 1, rules: { minimum: 20, classes: ['letter'] } } },
      { name: 'night', document: { format: 1, rules: { minimum: 20, repeats: 3 } } },
    ],
  } as const;
  const said = Object.fromEntries(
    explain(composition).map(({ rule, value, imposedBy }) => [rule, { value, imposedBy }]),
  );

  it('names whoever asks for just what applies', () => {
    expect(said['minimum']).toEqual({ value: 20, imposedBy: ['group:operators', 'group:night'] });
    expect(said['breached']).toEqual({ value: 5, imposedBy: ['tenant'] });
    expect(said['repeats']).toEqual({ value: 3, imposedBy: ['tenant', 'group:night'] });
    expect(said['sameAsCurrent']).toEqual({ value: true, imposedBy: ['platform', 'tenant'] });
    expect(said['maximum']).toEqual({ value: 128, imposedBy: ['platform', 'tenant'] });
  });

  it('names all who contribute where nobody alone asks for the whole', () => {
    expect(said['classes']).toEqual({
      value: ['letter', 'lower', 'upper', 'digit', 'symbol'],
      imposedBy: ['tenant', 'group:operators'],
    });
  });

  it('names nobody for a rule that is off', () => {
    expect(said['minimumAgeHours']).toEqual({ value: 0, imposedBy: [] });
  });

  it('is about every rule there is', () => {
    expect(explain(composition).map(({ rule }) => rule)).toEqual(Object.keys(values));
  });
});
