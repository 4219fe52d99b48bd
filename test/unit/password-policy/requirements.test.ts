import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Password } from '#libs/identity';
import type { Policy } from '#libs/password-policy';
import {
  asked,
  ContextWords,
  effectivePolicy,
  judge,
  LANGUAGES,
  pageJudge,
  requirements,
  sayStrength,
  STRENGTH_REASONS,
  STRENGTH_SUGGESTIONS,
} from '#libs/password-policy';

const legacy: Policy = { ...effectivePolicy('legacy', true), strengthRequired: 3 };
const states = (text: string, knowledge = {}) =>
  Object.fromEntries(
    requirements(legacy, 'en', new Password(text), knowledge).map(({ code, parameters, state }) => [
      parameters['class'] ?? code,
      state,
    ]),
  );

describe('the requirements', () => {
  it('are told before anything is typed (NIST-3.1.1.2-ux-c, NIST-3.1.1.2-2, ASVS-6.2.9)', () => {
    expect(requirements(effectivePolicy('nist-800-63b-4', false), 'en')).toEqual([
      {
        code: 'too_short',
        parameters: { minimum: 15 },
        text: 'At least 15 characters',
        state: 'unknown',
      },
      {
        code: 'too_long',
        parameters: { maximum: 128 },
        text: 'At most 128 characters',
        state: 'unknown',
      },
      {
        code: 'too_many_bytes',
        parameters: { maximum: 1024 },
        text: 'At most 1024 bytes',
        state: 'unknown',
      },
      expect.objectContaining({ code: 'context_word', parameters: {} }),
      expect.objectContaining({ code: 'breached', parameters: { at_least: 1 } }),
      expect.objectContaining({ code: 'same_as_current', text: 'Not your current password' }),
      expect.objectContaining({ code: 'too_similar' }),
    ]);
  });

  it('are satisfied, unsatisfied or unknown while somebody types', () => {
    expect(states('abc')).toEqual({
      too_short: 'unsatisfied',
      too_long: 'satisfied',
      too_many_bytes: 'satisfied',
      lower: 'satisfied',
      upper: 'unsatisfied',
      digit: 'unsatisfied',
      symbol: 'unsatisfied',
      repeated_characters: 'satisfied',
      sequence: 'satisfied',
      context_word: 'unknown',
      too_weak: 'unknown',
      breached: 'unknown',
      same_as_current: 'unknown',
      too_similar: 'unknown',
      used_before: 'unknown',
    });
  });

  it('become known as far as somebody knows', () => {
    const known = states('Latchkey-1', {
      words: [new ContextWords([{ source: 'product', text: 'Latchkey' }])],
      strength: { score: 3 },
      told: { breached: 'satisfied', used_before: 'unsatisfied' },
    });
    expect(known).toMatchObject({
      context_word: 'unsatisfied',
      too_weak: 'satisfied',
      breached: 'satisfied',
      used_before: 'unsatisfied',
      same_as_current: 'unknown',
    });
  });

  it('are unsatisfied exactly where a violation is found', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const password = new Password(text);
        const { violations, unknown } = judge(password, legacy, {});
        const shown = requirements(legacy, 'de', password);
        const having = (state: string) =>
          shown.filter((one) => one.state === state).map(({ code }) => code);
        expect(having('unsatisfied')).toEqual(violations.map(({ code }) => code));
        expect(having('unknown')).toEqual(unknown);
      }),
    );
  });

  it.each(LANGUAGES)('are whole sentences in %s, none of them the same', (language) => {
    const texts = requirements(
      { ...legacy, classes: ['letter', 'lower', 'upper', 'digit', 'symbol'] },
      language,
    ).map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).not.toMatch(/undefined|null|\[object|NaN/);
  });

  it('are in German what they are in English', () => {
    const [first] = requirements(legacy, 'de');
    expect(first).toMatchObject({ code: 'too_short', text: 'Mindestens 8 Zeichen' });
  });
});

describe('a score', () => {
  it.each(LANGUAGES)('has words in %s, a reason and a suggestion', (language) => {
    for (const reason of STRENGTH_REASONS) {
      for (const suggestion of STRENGTH_SUGGESTIONS) {
        const said = sayStrength({ score: 1, reason, suggestion }, language);
        expect([said.score, said.reason, said.suggestion].every((text) => text)).toBe(true);
      }
    }
    expect(sayStrength({ score: 4 }, language)).toEqual({ score: expect.any(String) });
  });
});

describe('a page', () => {
  const published = requirements(legacy, 'de').map(({ code, parameters, text }) => ({
    code,
    parameters,
    text,
  }));

  it('keeps the texts that were published and adds how they stand', () => {
    const [first] = pageJudge(published)('kurz');
    expect(first).toEqual({ ...published[0], state: 'unsatisfied' });
  });

  it('never clears what only the server knows', () => {
    const known = pageJudge(published, { about: { names: ['Anna'] } });
    const state = (text: string, code: string) =>
      known(text).find((one) => one.code === code)?.state;
    expect(state('Anna-17', 'context_word')).toBe('unsatisfied');
    expect(state('Something else', 'context_word')).toBe('unknown');
    expect(state('Something else', 'breached')).toBe('unknown');
  });

  it.each(['rule_of_tomorrow', 'constructor', '__proto__', ''])(
    'that is older than the server says unknown to a rule it does not know: %j',
    (code) => {
      expect(pageJudge([{ code, parameters: { limit: 3 } }])('anything')).toEqual([
        { code, parameters: { limit: 3 }, state: 'unknown' },
      ]);
    },
  );

  it('can rebuild all that a policy asks from what is published', () => {
    const rebuilt = published.map(({ code, parameters }) => ({ code, ...parameters }));
    expect(rebuilt).toEqual(asked(legacy));
  });
});
