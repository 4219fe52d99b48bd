import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { SomeRules } from '#libs/password-policy';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { askRules } from '../support/policies.js';
import type { Wrong } from '../support/range-upstream.js';
import { RangeUpstream, WRONGS } from '../support/range-upstream.js';

const CURRENT = 'Quiet-harbour-58, at night';

const ALLOWED = { breachRangeServer: true } as const;
const TRUSTING = { ...ALLOWED, breachUndetermined: 'accept' } as const;

let upstream: RangeUpstream;
let house: House;

beforeAll(async () => {
  upstream = await new RangeUpstream().open();
  house = await openHouse({ breachRangeUrl: upstream.url });
});
afterAll(async () => {
  await house.close();
  upstream.close();
});

const someone = async (rules: SomeRules): Promise<Person> => {
  const person = await house.person({ admin: true, email: true, password: CURRENT });
  expect(await askRules(house, person, rules)).toMatchObject({ status: 200 });
  return person;
};

const change = async (person: Person, old_password: string, new_password: string) => {
  const body = { old_password, new_password, confirm_password: new_password };
  const sent = { method: 'PUT', path: '/password-srv/password', body };
  return house.ask(house.passwordUrl, sent, await house.freshToken(person));
};

/** One that nobody has asked for, so that no range is remembered. */
const another = (): string => randomBytes(16).toString('base64url');

describe('a range server that answers', () => {
  beforeEach(() => {
    upstream.wrong = undefined;
    upstream.asked.length = 0;
  });

  it('refuses what it knows, by its name, to those whose tenant allows it (R19)', async () => {
    const [next, quiet] = [another(), another()];
    upstream.listed.add(next);
    const person = await someone(ALLOWED);
    expect(await change(person, CURRENT, next)).toMatchObject({
      status: 422,
      body: {
        error: {
          error: 'password_breached',
          violations: [{ code: 'breached', at_least: 3 }],
        },
      },
    });
    // The new one, and the current one, which nobody had looked up before.
    const prefix = expect.stringMatching(/^[0-9A-F]{5}$/);
    expect(upstream.asked).toEqual([prefix, prefix]);
    expect(await change(person, CURRENT, quiet)).toMatchObject({ status: 200 });
    expect(await house.breachOf(person)).toMatchObject({ breach_state: 'clean' });
    expect(await change(await someone({}), CURRENT, next)).toMatchObject({ status: 200 });
    expect(upstream.asked).toHaveLength(3);
  });

  it('hears nothing before the proof: not of a guess, a trial, or a refused policy (F02)', async () => {
    const person = await someone(ALLOWED);
    expect(await change(person, 'a guess', another())).toMatchObject({ status: 400 });
    expect(await change(person, CURRENT, 'short')).toMatchObject({ status: 422 });
    const trial = { method: 'POST', path: '/password-srv/policy/evaluate' };
    const body = { password: another() };
    expect(await house.ask(house.passwordUrl, { ...trial, body }, person.token())).toMatchObject({
      status: 200,
      body: {
        admissible: true,
        unknown: expect.arrayContaining(['breached']),
        breach: { verdict: 'clean', corpus_version: expect.stringMatching(/^built-in/) },
      },
    });
    expect(upstream.asked).toEqual([]);
  });
});

describe.each(Object.keys(WRONGS) as Wrong[])('a range server that %s', (wrong) => {
  beforeEach(async () => {
    // An answer in between, so that one failure after the other does not silence it.
    upstream.wrong = undefined;
    await change(await someone(ALLOWED), CURRENT, another());
    upstream.wrong = wrong;
  });

  it('lets nobody change, where the tenant refuses what nobody can tell (F02, R19)', async () => {
    const person = await someone(ALLOWED);
    const before = await house.fingerprint(person);
    const answer = await change(person, CURRENT, another());
    expect(answer).toMatchObject({
      status: 503,
      body: { error: { error: 'breach_check_unavailable' } },
    });
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(await house.fingerprint(person)).toBe(before);
  });

  it('leaves a debt, where the tenant accepts that, settled when it answers (F02)', async () => {
    const person = await someone(TRUSTING);
    const next = another();
    upstream.listed.add(next);
    expect(await change(person, CURRENT, next)).toMatchObject({ status: 200 });
    expect(await house.breachOf(person)).toMatchObject({
      breach_state: 'undetermined',
      must_change: false,
    });
    upstream.wrong = undefined;
    expect(await change(person, next, next)).toMatchObject({ status: 422 });
    expect(await house.breachOf(person)).toMatchObject({
      breach_state: 'breached',
      must_change_reason: 'breached',
    });
    expect((await house.events(person)).slice(-2)).toEqual([
      'password_changed',
      'password_breached',
    ]);
    expect(await change(person, next, another())).toMatchObject({ status: 200 });
    expect(await house.breachOf(person)).toMatchObject({
      breach_state: 'clean',
      must_change: false,
    });
  });
});

describe('a corpus file that is not there', () => {
  let blind: House;

  beforeAll(async () => {
    blind = await openHouse({ breachCorpus: '/nowhere/corpus.lbc' });
  });
  afterAll(() => blind.close());

  it('is as undetermined as a silent server, and as the tenant chose (F02)', async () => {
    const ask = async (rules: SomeRules): Promise<number> => {
      const person = await blind.person({ admin: true, email: true, password: CURRENT });
      await askRules(blind, person, rules);
      const text = another();
      const body = { old_password: CURRENT, new_password: text, confirm_password: text };
      const sent = { method: 'PUT', path: '/password-srv/password', body };
      const { status } = await blind.ask(blind.passwordUrl, sent, await blind.freshToken(person));
      return status;
    };
    expect(await ask({})).toBe(503);
    expect(await ask({ breachUndetermined: 'accept' })).toBe(200);
    expect(blind.logged()).toContain('does not exist');
  });
});

describe('admin: how well the tenant’s passwords are protected', () => {
  const read = (person: Person, scope?: string) =>
    house.ask(
      house.passwordUrl,
      { method: 'GET', path: '/password-srv/settings/breach' },
      person.token(scope === undefined ? {} : { scope }),
    );

  it('tells sources, age, coverage, debts and hits (HIBP-1)', async () => {
    upstream.wrong = undefined;
    const person = await house.person({ admin: true, email: true, password: CURRENT });
    const before = await read(person, 'tenant:admin');
    expect(before).toMatchObject({
      status: 200,
      body: {
        alarm: false,
        sources: [
          {
            source: 'built_in',
            usable: true,
            corpus_version: expect.stringMatching(/^built-in/),
            age_days: expect.any(Number),
          },
          { source: 'range_server', usable: true },
        ],
        coverage: { passwords: 1, checked: 0, debts: 1, breached: 0, share: 0 },
      },
    });
    // A refused change is enough to look at the one in force.
    expect(await change(person, CURRENT, CURRENT)).toMatchObject({ status: 422 });
    expect(await read(person, 'tenant:admin')).toMatchObject({
      body: { coverage: { passwords: 1, checked: 1, debts: 0, breached: 0, share: 1 } },
    });
  });

  it('is for admins alone, and has no share of nothing (R13)', async () => {
    expect(await read(await house.person({ email: true }), 'tenant:admin')).toMatchObject({
      status: 403,
    });
    const admin = await house.person({ admin: true, email: true });
    expect(await read(admin)).toMatchObject({ status: 403 });
    expect(await read(admin, 'tenant:admin')).toMatchObject({
      body: { coverage: { passwords: 0, share: null } },
    });
  });
});
