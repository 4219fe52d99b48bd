import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { askRules } from '../support/policies.js';
import type { Answer } from './tongue.js';

const PATH = '/verification-actions-srv/policies';
const SYMBOL = '^(?=.*[^A-Za-z0-9]).*$';

interface Asking {
  readonly body?: unknown;
  readonly id?: string;
  readonly etag?: string | null;
}

describe('policies as tools manage them that know patterns', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const admin = (more = {}) => house.person({ admin: true, email: true, ...more });
  const ask = (method: string, token: string, { body, id, etag }: Asking = {}): Promise<Answer> => {
    const path = id === undefined ? PATH : `${PATH}/${id}`;
    const headers = etag ? { 'if-match': etag } : {};
    const sent = { method, path, headers, ...(body === undefined ? {} : { body }) };
    return house.ask(house.passwordUrl, sent, token);
  };
  const tokenOf = (person: Person) => person.token({ scope: 'tenant:admin' });
  const policy = (passwordPolicy: object = {}, more = {}) => ({
    policy_name: 'Staff',
    passwordPolicy,
    ...more,
  });
  const done = (data: unknown) => ({ status: 200, body: { success: true, status: 200, data } });
  const refusal = (status: number, error: string, more = {}) => ({
    status,
    body: { success: false, status, error: { error, ...more }, refnum: expect.any(String) },
  });
  const dataOf = ({ body }: Answer) => (body as { data: Record<string, unknown> }).data;

  it('are created, read, listed, replaced and deleted; what was read can be written back', async () => {
    const dora = await admin();
    const token = tokenOf(dora);
    expect(await ask('GET', token)).toMatchObject(done([]));
    const passwordPolicy = {
      blockCompromised: true,
      denyUsageCount: 5,
      strengthRegexes: ['^(?=.*\\d).{12,64}$', '(?=.*[\\W_])'],
      changeEnforcement: { expirationInDays: 90, notifyUserBeforeInDays: 7 },
    };
    const shown = {
      _id: 'tenant',
      policy_name: 'Staff',
      passwordPolicy: {
        ...passwordPolicy,
        strengthRegexes: ['^.{12,64}$', '^(?=.*[0-9]).*$', SYMBOL],
      },
      kept_rules: expect.objectContaining({ minimumSingleFactor: 15, contextWords: true }),
    };
    const created = await ask('POST', token, { body: policy(passwordPolicy) });
    expect(created).toMatchObject(done(shown));
    const read = await ask('GET', token, { id: 'tenant' });
    expect(read.body).toEqual(created.body);
    expect(dataOf(await ask('GET', token))).toEqual([dataOf(created)]);

    const etag = read.headers.get('etag');
    const again = await ask('PUT', token, { id: 'tenant', body: dataOf(read), etag });
    expect(again.body).toEqual(read.body);
    expect((await ask('PUT', token, { body: policy(), etag })).status).toBe(412);
    const bare = await ask('PUT', token, { id: 'tenant', body: policy() });
    expect(bare).toMatchObject(
      done({ passwordPolicy: { denyUsageCount: 0, strengthRegexes: ['^.{8,128}$'] } }),
    );

    const gone = await ask('DELETE', token, { id: 'tenant' });
    expect(gone).toMatchObject(done({ _id: 'tenant', deleted: true }));
    for (const [method, more] of [
      ['GET', {}],
      ['DELETE', {}],
      ['PUT', { body: policy() }],
    ] as const) {
      const answer = await ask(method, token, { id: 'tenant', ...more });
      expect(answer).toMatchObject(refusal(404, 'not_found'));
    }
    expect(await house.events(dora)).toEqual(Array(4).fill('password_policy_changed'));
  });

  it('bind the very next password, of the group that the id names', async () => {
    const dora = await admin({ groups: ['operators'] });
    const body = policy(
      { strengthRegexes: ['^(?=.*[A-Z])(?=.*[0-9]).{20,}$'] },
      { _id: 'group:operators' },
    );
    expect(await ask('POST', tokenOf(dora), { body })).toMatchObject(
      done({ _id: 'group:operators', kept_rules: {} }),
    );
    const password = 'no digits in here';
    const set = { password, confirmPassword: password };
    const sent = { method: 'POST', path: '/password-srv/password', body: set };
    expect(await house.ask(house.passwordUrl, sent, dora.token())).toMatchObject({
      status: 422,
      body: {
        error: {
          violations: [
            { code: 'too_short', minimum: 20 },
            { code: 'missing_class', class: 'upper' },
            { code: 'missing_class', class: 'digit' },
          ],
        },
      },
    });
  });

  it('keep the rules that they cannot say, and a threshold of breaches', async () => {
    const dora = await admin({ preset: 'legacy' });
    const kept = { sequences: 3, minimumAgeHours: 4, graceDays: 30 };
    await askRules(house, dora, { ...kept, breached: 10, history: 9 });
    const token = tokenOf(dora);
    const read = dataOf(await ask('GET', token, { id: 'tenant' }));
    expect(read).toMatchObject({ policy_name: dora.tenant, kept_rules: kept });
    const off = { expirationInDays: 0 };
    const passwordPolicy = { blockCompromised: true, strengthRegexes: [], changeEnforcement: off };
    await ask('PUT', token, { id: 'tenant', body: policy(passwordPolicy, { kept_rules: 'x' }) });
    const settings = { method: 'GET', path: '/password-srv/settings/policy' };
    const saved = await house.ask(house.passwordUrl, settings, token);
    expect(saved.body).toEqual({
      format: 1,
      name: 'Staff',
      preset: 'legacy',
      rules: { ...kept, breached: 10, classes: [], repeats: null, maximumAgeDays: null },
    });
  });

  it('are refused twice under one id, also to all but one of ten at once', async () => {
    const dora = await admin();
    const token = tokenOf(dora);
    await askRules(house, dora, { history: 3 });
    expect(await ask('POST', token, { body: policy() })).toMatchObject(
      refusal(409, 'policy_exists'),
    );
    const id = `group:${encodeURIComponent('ä/'.repeat(64))}`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask('POST', token, { id, body: policy() })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array<number>(9).fill(409),
    ]);
    expect((await ask('GET', token, { id })).status).toBe(200);
  });

  it('are refused with the pattern that is no rule, at once and without running it', async () => {
    const dora = await admin();
    const token = tokenOf(dora);
    for (const [pattern, reason] of [
      ['^(a+)+$', 'not_a_rule'],
      ['^(([a-z])+.)+[A-Z]([a-z])+$', 'not_a_rule'],
      ['.'.repeat(900_000), 'too_long'],
      ['^.{6,}$', 'out_of_range'],
    ] as const) {
      const body = policy({ strengthRegexes: ['^.{12,}$', pattern] });
      expect(await ask('POST', token, { body })).toMatchObject(
        refusal(422, 'pattern_not_supported', { pattern: { index: 1, reason } }),
      );
    }
    const late = { changeEnforcement: { expirationInDays: 5, notifyUserBeforeInDays: 9 } };
    expect(await ask('POST', token, { body: policy(late) })).toMatchObject(
      refusal(422, 'policy_contradiction', {
        contradictions: [expect.objectContaining({ code: 'warning_reaches_maximum_age' })],
      }),
    );
    expect(await house.events(dora)).toEqual([]);
  });

  it('are for admins by our row and by scope, changed soon after a login, and of their tenant (ASVS-7.5.1)', async () => {
    const [dora, stranger] = [await admin(), await admin()];
    const person = await house.person({ sameTenantAs: dora });
    await ask('POST', tokenOf(dora), { body: policy() });
    expect(await ask('GET', tokenOf(stranger))).toMatchObject(done([]));
    expect((await ask('DELETE', tokenOf(stranger), { id: 'tenant' })).status).toBe(404);

    const writes = [
      ['POST', { id: 'group:a', body: policy() }],
      ['PUT', { body: policy() }],
      ['DELETE', { id: 'tenant' }],
    ] as const;
    for (const [method, more] of [['GET', {}], ['GET', { id: 'tenant' }], ...writes] as const) {
      for (const token of [tokenOf(person), dora.token()]) {
        expect(await ask(method, token, more)).toMatchObject(refusal(403, 'forbidden'));
      }
      expect(await ask(method, 'none', more)).toMatchObject(refusal(401, 'invalid_token'));
    }
    const old = dora.token({ scope: 'tenant:admin', authAge: 301 });
    expect((await ask('GET', old)).status).toBe(200);
    for (const [method, more] of writes) {
      const answer = await ask(method, old, more);
      expect(answer).toMatchObject(refusal(401, 'insufficient_user_authentication'));
    }
    expect(dataOf(await ask('GET', tokenOf(dora)))).toHaveLength(1);
  });

  it.each([
    ['no name', { passwordPolicy: {} }, 'policy_name'],
    ['no policy', { policy_name: 'Staff' }, 'passwordPolicy'],
    ['another id than the path’s', policy({}, { _id: 'group:a' }), '_id'],
    ['an id that names nothing', policy({}, { _id: 'group:' }), '_id'],
    ['an unknown field', policy({ pattern: '' }), 'passwordPolicy.pattern'],
    ['a number as text', policy({ denyUsageCount: '5' }), 'passwordPolicy.denyUsageCount'],
    ['more than is kept', policy({ denyUsageCount: 25 }), 'passwordPolicy.denyUsageCount'],
    ['no list', policy({ strengthRegexes: 'x' }), 'passwordPolicy.strengthRegexes'],
    ['no pattern', policy({ strengthRegexes: [1] }), 'passwordPolicy.strengthRegexes[0]'],
    [
      'half a day',
      policy({ changeEnforcement: { expirationInDays: 0.5 } }),
      'passwordPolicy.changeEnforcement.expirationInDays',
    ],
  ])('refuse %s by name (R13, R14)', async (_name, body, field) => {
    const dora = await admin();
    const answer = await ask('POST', tokenOf(dora), { id: 'tenant', body });
    expect(answer).toMatchObject(
      refusal(400, 'invalid_request', { error_description: expect.stringContaining(field) }),
    );
    expect(await house.events(dora)).toEqual([]);
  });

  it('answer in the same envelope where a body is too large', async () => {
    const body = policy({ strengthRegexes: ['.'.repeat(1_100_000)] });
    expect(await ask('PUT', tokenOf(await admin()), { body })).toMatchObject(
      refusal(413, 'body_too_large'),
    );
  });
});
