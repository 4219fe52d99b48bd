import { describe, expect, it } from '@jest/globals';

import { PackedWordLists } from '#libs/breach-corpus';
import { AdmitNewPassword, BreachCheck } from '#libs/credentials';
import { Password } from '#libs/identity';
import { attemptLimit, composedPolicy, effectivePolicy } from '#libs/password-policy';
import type { SomeRules } from '#libs/password-policy';

import { FakeCorpus, FakeTally } from '../../support/fake-breaches.js';
import { noShadow } from '../../support/fake-shadow-counts.js';
import { account, noEstimator } from '../../support/fakes.js';

const lists = new PackedWordLists();
const corpus = new FakeCorpus(['password', 'correct horse battery']);
const admit = new AdmitNewPassword(
  new BreachCheck(corpus, new FakeTally()),
  noEstimator,
  noShadow(),
);
const locally = (text: string, arriving = account()) => admit.locally(arriving, new Password(text));

describe('a new password', () => {
  it('hears every objection at once, the breach by name (NIST-3.1.1.2-blk-c)', async () => {
    expect(await locally('password')).toEqual({
      code: 'password_breached',
      source: 'public',
      atLeast: 1,
      corpusVersion: 'fake-1',
      violations: [
        { code: 'breached', at_least: 1 },
        { code: 'too_short', minimum: 15 },
      ],
    });
  });

  it('F02: is not admitted while nobody knows whether it is breached', async () => {
    const unknown = {
      source: 'built_in',
      verdict: 'undetermined',
      reason: 'corpus_damaged',
    } as const;
    const damaged = { check: () => unknown, inService: () => [] };
    const blind = new AdmitNewPassword(
      new BreachCheck(damaged, new FakeTally()),
      noEstimator,
      noShadow(),
    );
    const ask = (text: string) => blind.locally(account(), new Password(text));
    expect(await ask('long enough for anybody')).toMatchObject({
      code: 'breach_check_unavailable',
    });
    expect(await ask('short')).toMatchObject({ code: 'password_policy_violated' });
  });

  it('that merely contains a listed word is not refused for it (NIST-3.1.1.2-blk-b)', async () => {
    expect(await locally('my password is longer')).toBeUndefined();
    expect(await locally('correct horse battery staple')).toBeUndefined();
  });

  it('may be 8 code points long where the tenant requires a second factor (NIST-3.1.1.2-1a)', async () => {
    const strict = account({ tenant: { secondFactorRequired: true } });
    expect(await locally('Test12345$', strict)).toBeUndefined();
    expect(await locally('Test12345$')).toMatchObject({ code: 'password_policy_violated' });
  });

  it('meets all the rules of the tenant’s policy, not the lengths alone (R20)', async () => {
    const legacy = account({ policy: effectivePolicy('legacy', false) });
    expect(await locally('aaaa12345', legacy)).toMatchObject({
      violations: [
        { code: 'missing_class', class: 'upper' },
        { code: 'missing_class', class: 'symbol' },
        { code: 'repeated_characters', allowed: 3 },
        { code: 'sequence', allowed: 4 },
      ],
    });
  });

  it('is not made of the person, the tenant, the product or the tenant’s words (ASVS-6.2.11)', async () => {
    const context = {
      about: { emails: ['muster.mannheim@example.com'], tenantNames: ['Rhein-Neckar Verkehr'] },
      deniedWords: lists.open(lists.pack(['wasserturm am ring']), 3),
    };
    const here = account({ context });
    const refusedAs = (source: string) => ({ violations: [{ code: 'context_word', source }] });
    expect(await locally('Muster-Mannheim1', here)).toMatchObject(refusedAs('email'));
    expect(await locally('Rhein_Neckar_Verkehr!', here)).toMatchObject(refusedAs('tenant'));
    expect(await locally('W4sserturm.am.Ring', here)).toMatchObject(refusedAs('word_list'));
    expect(await locally('Muster and Mannheim meet', here)).toBeUndefined();
  });

  it('that stands on the tenant’s own list is refused by the name of a listed one, however rare', async () => {
    const words = lists.open(lists.pack(['Wasserturm am Ring']), 3);
    const context = { about: {}, deniedWords: words };
    const under = (rules: SomeRules) =>
      account({ context, policy: composedPolicy({ tenant: { format: 1, rules } }, false) });
    const word = { code: 'context_word', source: 'word_list' };
    for (const breached of [1, 100]) {
      expect(await locally('wasserturm AM ring', under({ breached }))).toEqual({
        code: 'password_breached',
        source: 'tenant',
        atLeast: 1,
        corpusVersion: 'deny-list-3',
        violations: [{ code: 'breached', at_least: 1 }, word],
      });
    }
    // Made of a listed word, it stands on no list.
    expect(await locally('Wasserturm am Ring 7', under({}))).toEqual({
      code: 'password_policy_violated',
      violations: [word],
    });
    expect(await locally('wasserturm am ring', under({ breached: null }))).toEqual({
      code: 'password_policy_violated',
      violations: [word],
    });
    expect(await locally('wasserturm am ring', under({ contextWords: false }))).toMatchObject({
      code: 'password_breached',
      violations: [{ code: 'breached' }],
    });
  });

  it('found less often than the policy minds is not refused for it', async () => {
    const rules = { breached: 100, minimum: 8, minimumSingleFactor: 8, contextWords: false };
    const tenant = { format: 1, preset: 'legacy', rules: { ...rules, classes: [] } } as const;
    expect(await locally('password', account({ policy: composedPolicy({ tenant }, false) }))).toBe(
      undefined,
    );
  });

  it('is scored where the policy asks for a score', async () => {
    const policy = { ...effectivePolicy('nist-800-63b-4', false), strengthRequired: 3 as const };
    const estimator = () =>
      Promise.resolve((text: string) => ({ score: text.includes('staple') ? 4 : 1 }) as const);
    const estimating = new AdmitNewPassword(
      new BreachCheck(corpus, new FakeTally()),
      estimator,
      noShadow(),
    );
    const scored = (text: string) => estimating.locally(account({ policy }), new Password(text));
    expect(await scored('somewhat longer words')).toMatchObject({
      violations: [{ code: 'too_weak', score: 1 }],
    });
    expect(await scored('correct horse battery staple')).toBeUndefined();
  });
});

describe('a new password beside the current one', () => {
  const afterProof = (current: string, next: string) =>
    admit.afterProof(account(), new Password(current), new Password(next));

  it('is compared after NFC (R24)', () => {
    expect(afterProof('A\u030angstro\u0308m', '\u00c5ngstr\u00f6m')).toEqual([
      { code: 'same_as_current' },
    ]);
  });

  it('may not be the next one of a series; the published pair stays apart enough', () => {
    expect(afterProof('Summer2025!', 'Summer2031!')).toEqual([{ code: 'too_similar' }]);
    expect(afterProof('Test1234%', 'Test12345$')).toEqual([]);
  });
});

describe('the owner’s attempts', () => {
  it('wait from the 5th failure on, 30 s to 1 h, and stop at half of NIST’s 100 (NIST-3.2.2-b)', () => {
    expect(attemptLimit(account().policy, 'owner')).toEqual({
      waitsFrom: 5,
      firstWaitSeconds: 30,
      longestWaitSeconds: 3600,
      cap: 50,
    });
  });
});
