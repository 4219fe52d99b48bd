import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';

import {
  CHARACTER_CLASSES,
  renderPatterns,
  strictest,
  translatePattern,
} from '#libs/password-policy';

describe('a pattern of another tool', () => {
  it.each([
    ['^.{8,}$', { minimum: 8 }],
    ['^.{8,64}$', { minimum: 8, maximum: 64 }],
    ['^.{0,64}$', { maximum: 64 }],
    ['.{12,}', { minimum: 12 }],
    ['^[\\s\\S]{12,}$', { minimum: 12 }],
    ['^(?=.*[a-z]).*$', { classes: ['lower'] }],
    ['(?=.*?[A-Z])', { classes: ['upper'] }],
    ['^(?=\\D*\\d).+$', { classes: ['digit'] }],
    ['^(?=[^a-z]*[a-z])', { classes: ['lower'] }],
    ['[0-9]+', { classes: ['digit'] }],
    ['^.*[A-Za-z].*$', { classes: ['letter'] }],
    ['^(?=(?:.*\\d){1,}).*$', { classes: ['digit'] }],
    ['(?=.*[\\W_])', { classes: ['symbol'] }],
    ['(?=.*[@$!%*?&])', { classes: ['symbol'] }],
    ['(?=.*[^\\w\\s])', { classes: ['symbol'] }],
    [
      '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?=.*[^a-zA-Z0-9]).{8,64}$',
      { minimum: 8, maximum: 64, classes: ['lower', 'upper', 'digit', 'symbol'] },
    ],
    ['^(?!.*(.)\\1{3,}).*$', { repeats: 3 }],
    ['^(?!.*(.)\\1\\1).{10,}$', { minimum: 10, repeats: 2 }],
    ['^(?=(.*\\d))(?!.*(.)\\2{2}).*$', { classes: ['digit'], repeats: 2 }],
  ])('%s is %j', (pattern, rules) => {
    expect(translatePattern(pattern)).toEqual({ rules });
  });

  it.each([
    ['^.{6,}$', 'out_of_range'],
    ['^.{8,1024}$', 'out_of_range'],
    ['.{8,64}', 'not_anchored'],
    ['(?!.*(.)\\1{2}).*', 'not_anchored'],
    ['^[A-Za-z\\d@$!%*?&]{8,}$', 'not_a_rule'],
    ['^\\S{8,}$', 'not_a_rule'],
    ['^(?=.*[a-z]{2,}).*$', 'not_a_rule'],
    ['^(?=(.*\\d){2,}).*$', 'not_a_rule'],
    ['^[A-Z].*$', 'not_a_rule'],
    ['^(?!.*password).*$', 'not_a_rule'],
    ['^(?=.*[#]).*$', 'not_a_rule'],
    ['^(?=.*[aeiou]).*$', 'not_a_rule'],
    ['^(?=.*[a-z]|.*\\d).*$', 'not_a_rule'],
    ['^(?<=a).*$', 'not_a_rule'],
    ['^(?=.*\\d)$', 'not_a_rule'],
    ['^.{64,8}$', 'not_a_rule'],
    ['', 'not_a_rule'],
    ['^$', 'not_a_rule'],
    ['(', 'not_a_rule'],
    ['[', 'not_a_rule'],
    [`${'('.repeat(600)}`, 'too_long'],
  ])('%s is refused: %s', (pattern, problem) => {
    expect(translatePattern(pattern)).toEqual({ problem });
  });

  it.each(['^(a+)+$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(.*)*(.*)*(.*)*$', '^(\\w|\\d|_)*!$'])(
    '%s, which would run for ever, is refused without being run',
    (pattern) => {
      const compiled = jest.spyOn(globalThis, 'RegExp');
      expect(translatePattern(pattern)).toEqual({ problem: 'not_a_rule' });
      expect(compiled).not.toHaveBeenCalled();
      compiled.mockRestore();
    },
  );

  it('is read or refused, whatever it is', () => {
    const signs = fc.constantFrom(...'^$.()[]{}*+?|\\d1,-aZ9=!:<ä\u{1F600}\n');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: signs, maxLength: 600 })), (text) => {
        const [key] = Object.keys(translatePattern(text));
        expect(['rules', 'problem']).toContain(key);
      }),
    );
  });
});

describe('our rules as patterns', () => {
  it('read back are the same rules', () => {
    const bound = fc.integer({ min: 8, max: 128 });
    const lengths = fc.tuple(fc.option(bound), fc.option(bound)).map(([a, b]) => {
      const [minimum, maximum] = a !== null && b !== null && a > b ? [b, a] : [a, b];
      return { ...(minimum !== null && { minimum }), ...(maximum !== null && { maximum }) };
    });
    const classes = fc
      .subarray([...CHARACTER_CLASSES], { minLength: 1 })
      .map((names) => CHARACTER_CLASSES.filter((name) => names.includes(name)));
    const others = fc.record(
      { classes, repeats: fc.integer({ min: 1, max: 128 }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(lengths, others, (some, more) => {
        const rules = { ...some, ...more };
        const read = renderPatterns(rules).map((pattern) => {
          const translated = translatePattern(pattern);
          return 'rules' in translated ? translated.rules : expect(pattern).toBe('understood');
        });
        expect(strictest(...read.filter((one) => one !== undefined))).toEqual(rules);
      }),
    );
  });
});
