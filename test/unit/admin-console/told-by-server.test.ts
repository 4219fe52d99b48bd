import { describe, expect, it } from '@jest/globals';

import type { Evaluation } from '#libs/client';
import { effectivePolicy, requirements } from '#libs/password-policy';
import { Password } from '#libs/identity';

import { isOnOwnList, toldBy } from '../../../apps/admin-console/src/policy/told-by-server.js';

const policy = effectivePolicy('nist-800-63b-4', true);
const judged = requirements(policy, 'en', new Password('three calm harbours'));
const clean: Evaluation = {
  admissible: true,
  violations: [],
  unknown: ['same_as_current', 'too_similar', 'history'],
  breach: { verdict: 'clean', corpus_version: '2026-01-01.0a1b2c3d' },
};
const breached: Evaluation = {
  ...clean,
  admissible: false,
  violations: [{ code: 'breached', at_least: 100 }],
  breach: { verdict: 'breached', corpus_version: '2026-01-01.0a1b2c3d' },
};

const states = (evaluation: Evaluation, wordsAreAsked = true, whose = judged) =>
  Object.fromEntries(
    toldBy(evaluation, whose, wordsAreAsked).map(({ code, state }) => [code, state]),
  );

describe('a verdict of the console, completed by the service', () => {
  it('keeps what this page can tell itself, and what nobody can tell before a change', () => {
    expect(states(clean)).toMatchObject({
      too_short: 'satisfied',
      same_as_current: 'unknown',
      too_similar: 'unknown',
    });
  });

  it('learns what is breached and what stands among the tenant’s words', () => {
    expect(states(clean)).toMatchObject({ breached: 'satisfied', context_word: 'satisfied' });
    expect(states(breached)).toMatchObject({ breached: 'unsatisfied' });
    const word = { ...clean, violations: [{ code: 'context_word', source: 'tenant' }] };
    expect(states(word)).toMatchObject({ context_word: 'unsatisfied' });
  });

  it('claims nothing about words that the saved rules do not ask about', () => {
    expect(states(clean, false)).toMatchObject({ context_word: 'unknown' });
  });

  it('claims nothing where a draft asks for more occurrences than are known', () => {
    const lenient = requirements({ ...policy, breached: 1000 }, 'en', new Password('harbour'));
    expect(states(breached, true, lenient)).toMatchObject({ breached: 'unknown' });
    const undetermined = { ...clean, breach: { verdict: 'undetermined' as const } };
    expect(states(undetermined)).toMatchObject({ breached: 'unknown' });
  });

  it('tells the tenant’s own list from lists of leaks', () => {
    const own = { ...breached, breach: { ...breached.breach, corpus_version: 'deny-list-3' } };
    expect([isOnOwnList(own), isOnOwnList(breached), isOnOwnList(clean)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
