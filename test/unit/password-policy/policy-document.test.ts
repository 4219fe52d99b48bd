import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { PolicyDocument, SomeRules } from '#libs/password-policy';
import {
  composedRules,
  contradictions,
  LANGUAGES,
  PRESET_NAMES,
  PRESETS,
  readPolicyDocument,
  sayContradiction,
} from '#libs/password-policy';

const problems = (value: unknown) => {
  const read = readPolicyDocument(value);
  return 'problems' in read ? read.problems.map(({ field }) => field) : [];
};

describe('a policy document', () => {
  it.each(PRESET_NAMES)('of %s survives being stored as JSON', (preset) => {
    const document: PolicyDocument = { format: 1, preset, rules: PRESETS[preset] };
    expect(readPolicyDocument(JSON.parse(JSON.stringify(document)))).toEqual({ document });
  });

  it('is the same text for the same choices, however they were written', () => {
    const rules = { history: 4, classes: ['digit', 'letter'], minimum: 12 };
    const read = readPolicyDocument({ rules, preset: 'legacy', format: 1 });
    expect(JSON.stringify(read)).toBe(
      '{"document":{"format":1,"preset":"legacy","rules":{"minimum":12,"classes":["letter","digit"],"history":4}}}',
    );
  });

  it('below the platform floor is refused when it is saved (NIST-3.1.1.2-1b)', () => {
    expect(problems({ format: 1, rules: { minimum: 7 } })).toEqual(['rules.minimum']);
    expect(problems({ format: 1, rules: { minimum: 8 } })).toEqual([]);
  });

  it('hears everything that is wrong with it at once', () => {
    const attempts = { waitsFrom: 5, firstWaitSeconds: 30, longestWaitSeconds: 3600, cap: 101 };
    expect(
      problems({
        format: 2,
        preset: 'NIST',
        also: 1,
        rules: {
          minimum: 8.5,
          maximum: 129,
          classes: ['digit', 'digit'],
          repeats: 0,
          similarity: 'yes',
          attempts: { ...attempts, lock: null },
          strengthRequired: 5,
          strengthRegexes: [],
        },
      }),
    ).toEqual([
      'also',
      'format',
      'preset',
      'rules.strengthRegexes',
      'rules.minimum',
      'rules.maximum',
      'rules.classes',
      'rules.repeats',
      'rules.similarity',
      'rules.attempts',
      'rules.strengthRequired',
    ]);
  });

  it.each(['minimum', 'classes', 'repeats', 'contextWords', 'attempts', 'history'] as const)(
    'with anything strange as %s is refused, never half read (R14)',
    (rule) => {
      const strange = [undefined, [], ['x'], {}, -1, 1e400, NaN, '', '8', 'true', '\0', [null]];
      for (const value of strange) {
        const empty = rule === 'classes' && Array.isArray(value) && value.length === 0;
        expect(problems({ format: 1, rules: { [rule]: value } })).toEqual(
          empty ? [] : [`rules.${rule}`],
        );
      }
    },
  );

  it('is read without throwing, whatever was sent (R14)', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (value, inner) => {
        for (const sent of [
          value,
          { format: 1, rules: value },
          { format: 1, rules: { attempts: inner } },
        ]) {
          const read = readPolicyDocument(sent);
          expect('document' in read || read.problems.length > 0).toBe(true);
        }
      }),
    );
  });

  it('with names of every object’s own is not fooled by them (R14)', () => {
    expect(problems(JSON.parse('{"format":1,"rules":{"__proto__":{"minimum":1}}}'))).toEqual([
      'rules.__proto__',
    ]);
    expect(problems({ format: 1, preset: 'constructor', rules: { toString: 1 } })).toEqual([
      'preset',
      'rules.toString',
    ]);
  });
});

describe('rules that contradict themselves', () => {
  const attempts = PRESETS.legacy.attempts;
  const found = (rules: SomeRules, group: SomeRules = {}) =>
    contradictions(
      composedRules({
        tenant: { format: 1, preset: 'legacy', rules },
        groups: [{ name: 'g', document: { format: 1, rules: group } }],
      }),
    ).map(({ code }) => code);

  it.each([
    ['minimum_above_maximum', { maximum: 20 }, { minimum: 21 }],
    ['minimum_above_maximum', { minimumSingleFactor: 30, maximum: 20 }, {}],
    ['minimum_age_reaches_maximum_age', { minimumAgeHours: 90 * 24 }, {}],
    [
      'minimum_age_reaches_maximum_age',
      { maximumAgeDays: 30, warningDays: 1 },
      { minimumAgeHours: 720 },
    ],
    ['warned_while_too_young', { minimumAgeHours: 80 * 24 }, {}],
    ['warning_reaches_maximum_age', { warningDays: 90 }, {}],
    ['first_wait_exceeds_longest', { attempts: { ...attempts, firstWaitSeconds: 4000 } }, {}],
    ['waits_begin_after_stop', { attempts: { ...attempts, cap: 4 } }, {}],
    ['score_required_but_hidden', { strengthShown: false, strengthRequired: 2 }, {}],
  ] as const)('are found when they are saved: %s', (code, tenant, group) => {
    expect(found(tenant, group)).toContain(code);
  });

  it.each(PRESET_NAMES)('are not found in %s', (preset) => {
    expect(contradictions(composedRules({ tenant: { format: 1, preset, rules: {} } }))).toEqual([]);
  });

  it('are said in every language, with the rules that clash', () => {
    const [first] = contradictions({ ...PRESETS.legacy, maximum: 5 });
    if (!first) throw new Error('nothing found');
    expect(first.rules).toContain('maximum');
    const texts = LANGUAGES.map((language) => sayContradiction(first, language));
    expect(new Set(texts).size).toBe(LANGUAGES.length);
  });
});
