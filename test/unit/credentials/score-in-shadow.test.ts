import { describe, expect, it } from '@jest/globals';

import type { Account, BreachVerdict, ShadowPolicy } from '#libs/credentials';
import { forecastOf, ScoreInShadow } from '#libs/credentials';
import { Password, subjectId, tenantId } from '#libs/identity';
import type { Policy } from '#libs/password-policy';
import { effectivePolicy } from '#libs/password-policy';

import { FakeCorpus } from '../../support/fake-breaches.js';
import { FakeShadowCounts } from '../../support/fake-shadow-counts.js';
import {
  account,
  caller,
  noEstimator,
  NOW,
  ORIGIN,
  passwordless,
  passwordUseCases,
} from '../../support/fakes.js';

const CURRENT = 'the current one';
const NEXT = 'something else entirely';
const TENANT = tenantId('demo');

const shadow = (rules: Partial<Policy>, group?: string): ShadowPolicy => ({
  group,
  version: 3,
  policy: { ...effectivePolicy('nist-800-63b-4', true), ...rules },
});
/** The current password fails it, the next one meets it. */
const TWENTY = shadow({ minimum: 20 });

const changing = async (current: string, next: string, arriving: Account) => {
  const house = passwordUseCases(arriving);
  const passwords = { currentPassword: new Password(current), newPassword: new Password(next) };
  const outcome = await house.changePassword.change({
    caller: caller(),
    origin: ORIGIN,
    ...passwords,
  });
  return { outcome, counted: house.shadow.counted.map(({ verdict }) => verdict), ...house };
};

describe('a policy in shadow', () => {
  it('scores both passwords of a change, each once', async () => {
    const { outcome, counted } = await changing(CURRENT, NEXT, account({ shadows: [TWENTY] }));
    expect(outcome.kind).toBe('done');
    expect(counted).toEqual([
      { wouldFail: true, codes: ['too_short'] },
      { wouldFail: false, codes: [] },
    ]);
  });

  it('scores the proven password also where the new one is refused, and nothing that was not proven', async () => {
    const arriving = account({ shadows: [TWENTY] });
    expect((await changing(CURRENT, 'the current one!', arriving)).counted).toHaveLength(1);
    expect((await changing('a wrong guess', NEXT, arriving)).counted).toEqual([]);
    expect((await changing(CURRENT, 'short', arriving)).counted).toEqual([]);
  });

  it('scores a first password and a verified one once, for each shadow that concerns the person', async () => {
    const shadows = [TWENTY, shadow({ classes: ['digit'] }, 'operators')];
    const first = passwordUseCases(passwordless({ shadows }));
    const command = { caller: caller(), origin: ORIGIN, password: new Password(NEXT) };
    await first.setPassword.set(command);
    expect(first.shadow.counted).toEqual([
      { shadow: { tenant: TENANT, group: undefined, version: 3 }, verdict: fine },
      {
        shadow: { tenant: TENANT, group: 'operators', version: 3 },
        verdict: { wouldFail: true, codes: ['missing_class'] },
      },
    ]);
    const login = passwordUseCases(account({ shadows: [TWENTY] }));
    const verify = (text: string) =>
      login.verifyPassword.verify({
        tenant: TENANT,
        subject: subjectId('alice'),
        password: new Password(text),
        evidence: 'stranger',
        origin: ORIGIN,
      });
    await verify('a wrong guess');
    expect(login.shadow.counted).toEqual([]);
    await verify(CURRENT);
    expect(login.shadow.counted).toHaveLength(1);
  });

  it('costs a change no hash and no query more', async () => {
    const without = await changing(CURRENT, NEXT, account());
    const beside = await changing(CURRENT, NEXT, account({ shadows: [TWENTY] }));
    const costs = ({ hashing, credentials }: typeof without) => [
      hashing.hashes,
      credentials.asked,
      credentials.askedSince,
      credentials.askedMemory,
      credentials.written.length,
    ];
    expect(costs(beside)).toEqual(costs(without));
    expect(without.counted).toEqual([]);
  });

  it('stops nobody when a password cannot be scored', async () => {
    const weighing = account({ shadows: [shadow({ strengthRequired: 3 })] });
    const { outcome, shadow: counts } = await changing(CURRENT, NEXT, weighing);
    expect(outcome.kind).toBe('done');
    expect([counts.counted, counts.lost]).toEqual([[], 2]);
  });

  it.each([
    ['breached often enough', { verdict: 'breached', atLeast: 10 }, ['breached']],
    ['breached more rarely', { verdict: 'breached', atLeast: 5 }, []],
    ['unknown', { verdict: 'undetermined', reason: 'corpus_damaged' }, []],
  ])('asks the local list what it would refuse: %s', async (_name, verdict, codes) => {
    const counts = new FakeShadowCounts();
    const corpus = { check: () => verdict as BreachVerdict, inService: () => [] };
    const score = new ScoreInShadow(corpus, noEstimator, counts);
    score.seen(TENANT, account({ shadows: [shadow({ breached: 10 })] }), new Password(NEXT));
    await Promise.resolve();
    expect(counts.counted.map((one) => one.verdict.codes)).toEqual([codes]);
  });

  it('weighs a password where it asks for a strength', async () => {
    const counts = new FakeShadowCounts();
    const weak = () => Promise.resolve(() => ({ score: 1 }) as const);
    const score = new ScoreInShadow(new FakeCorpus(), weak, counts);
    score.seen(TENANT, account({ shadows: [shadow({ strengthRequired: 3 })] }), new Password(NEXT));
    await new Promise((resolve) => setImmediate(resolve));
    expect(counts.counted.map((one) => one.verdict.codes)).toEqual([['too_weak']]);
  });
});

const fine = { wouldFail: false, codes: [] };

describe('a forecast', () => {
  const { policy } = shadow({ history: 4 });

  it('tells no share while nothing was seen', () => {
    expect(forecastOf(policy, NOW, [])).toMatchObject({ seen: 0, wouldFail: 0, share: null });
  });

  it('adds the days up, and names the rules that nobody can judge', () => {
    const day = (name: string, short: number) => ({
      day: name,
      seen: 10,
      wouldFail: short,
      violations: new Map([['too_short', short] as const]),
    });
    const days = [day('2026-03-01', 4), day('2026-03-02', 1)];
    expect(forecastOf(policy, NOW, days)).toEqual({
      since: NOW,
      seen: 20,
      wouldFail: 5,
      share: 0.25,
      violations: new Map([['too_short', 5]]),
      days,
      notJudged: ['same_as_current', 'too_similar', 'used_before'],
    });
  });
});
