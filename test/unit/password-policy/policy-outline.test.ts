import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { PolicyDocument, SomeRules } from '#libs/password-policy';
import {
  composedRules,
  outlineOf,
  PRESET_NAMES,
  readPolicyDocument,
  withOutline,
} from '#libs/password-policy';

const optional = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined });

const rules: fc.Arbitrary<SomeRules> = fc
  .record({
    minimum: optional(fc.integer({ min: 8, max: 40 })),
    maximum: optional(fc.integer({ min: 41, max: 128 })),
    classes: optional(fc.subarray(['letter', 'lower', 'upper', 'digit', 'symbol'] as const)),
    repeats: optional(fc.option(fc.integer({ min: 1, max: 9 }))),
    sequences: optional(fc.option(fc.integer({ min: 2, max: 9 }))),
    breached: optional(fc.option(fc.integer({ min: 1, max: 100 }))),
    history: optional(fc.nat(24)),
    maximumAgeDays: optional(fc.option(fc.integer({ min: 1, max: 365 }))),
    warningDays: optional(fc.nat(30)),
    graceDays: optional(fc.option(fc.nat(30))),
  })
  .map((some) => Object.fromEntries(Object.entries(some).filter(([, one]) => one !== undefined)));

const documents: fc.Arbitrary<PolicyDocument> = fc
  .record({ preset: optional(fc.constantFrom(...PRESET_NAMES)), rules })
  .map(({ preset, ...rest }) => ({ format: 1, ...(preset && { preset }), ...rest }));

describe('the outline of a policy', () => {
  it.each(['tenant', 'group'] as const)(
    'of a %s, written back as it was read, asks for just the same',
    (whose) => {
      fc.assert(
        fc.property(documents, (document) => {
          const { outline } = outlineOf(document, whose);
          const written = withOutline(document, 'Staff', outline);
          if ('problem' in written) throw new Error(written.problem);
          const composed = (one: PolicyDocument) =>
            whose === 'tenant'
              ? composedRules({ tenant: one })
              : composedRules({
                  tenant: { format: 1, rules: {} },
                  groups: [{ name: 'a', document: one }],
                });
          expect(composed(written.document)).toEqual(composed(document));
          expect(outlineOf(written.document, whose)).toEqual(outlineOf(document, whose));
          expect(readPolicyDocument(written.document)).toEqual(written);
        }),
      );
    },
  );

  it('leaves to the preset what it does not mention, and keeps what it cannot say', () => {
    const before: PolicyDocument = {
      format: 1,
      preset: 'legacy',
      rules: { minimum: 20, classes: ['digit'], history: 1, sequences: 9, minimumAgeHours: 2 },
    };
    expect(withOutline(before, 'Staff', { patterns: ['^.{30,}$'] })).toEqual({
      document: {
        format: 1,
        preset: 'legacy',
        name: 'Staff',
        rules: { minimum: 30, classes: [], repeats: null, sequences: 9, minimumAgeHours: 2 },
      },
    });
    expect(withOutline(before, 'Staff', { patterns: ['^.{30,}$', '(a+)+'] })).toEqual({
      index: 1,
      problem: 'not_a_rule',
    });
  });
});
