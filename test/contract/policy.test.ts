import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person, PersonWish } from '../support/house.js';
import { openHouse } from '../support/house.js';

const POLICY = '/password-srv/policy';

describe('self-service: what is asked of passwords', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    house.send(house.passwordUrl, { method: 'GET', path }, { headers });
  const own = (person: Person, path = POLICY) =>
    house.ask(house.passwordUrl, { method: 'GET', path }, person.token());
  const evaluate = (person: Person, password: unknown, token = person.token()) =>
    house.ask(
      house.passwordUrl,
      { method: 'POST', path: `${POLICY}/evaluate`, body: { password } },
      token,
    );
  const minimumIs = (minimum: number) => ({
    requirements: expect.arrayContaining([
      { code: 'too_short', minimum, text: expect.stringContaining(String(minimum)) },
    ]),
  });

  it('is told to everybody, before anybody types anything (NIST-3.1.1.2-ux-c, NIST-3.1.1.2-2)', async () => {
    const { tenant } = await house.person({ preset: 'legacy' });
    const answer = await get(`${POLICY}?tenant=${tenant}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      preset: 'legacy',
      version: 1,
      passwordrules: expect.stringMatching(/^minlength: 8; maxlength: 128;/),
      limits: { maximum: 128, bytes: 1024 },
      ...minimumIs(8),
    });
  });

  it('is the platform’s for a tenant that there is not, with 200 and 15 (NIST-3.1.1.2-1c)', async () => {
    for (const unknown of ['nobody', 'not%20even%20an%20id', '%F0%9F%90%B4']) {
      const answer = await get(`${POLICY}?tenant=${unknown}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ preset: 'nist-800-63b-4', version: 0, ...minimumIs(15) });
    }
  });

  it('of nobody in particular is 400', async () => {
    for (const query of ['', '?tenant=', '?tenant=a&tenant=b']) {
      expect(await get(`${POLICY}${query}`)).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', errors: [expect.objectContaining({ field: 'tenant' })] },
      });
    }
  });

  it('speaks English and German, and is not sent twice', async () => {
    const { tenant } = await house.person({});
    const path = `${POLICY}?tenant=${tenant}`;
    const german = await get(path, { 'accept-language': 'fr, de-AT;q=0.8, en;q=0.7' });
    expect(german.headers.get('content-language')).toBe('de');
    expect(german.headers.get('vary')).toContain('accept-language');
    expect(JSON.stringify(german.body)).toContain('Zeichen');
    const english = await get(path, { 'accept-language': 'fr' });
    expect(english.headers.get('content-language')).toBe('en');
    const etag = german.headers.get('etag') ?? '';
    const again = { 'accept-language': 'de', 'if-none-match': `W/${etag}` };
    expect(await get(path, again)).toMatchObject({ status: 304, body: '' });
    expect((await get(path, { ...again, 'accept-language': 'en' })).status).toBe(200);
  });

  it('is a person’s own with their token (NIST-3.1.1.2-1a)', async () => {
    const [two, one] = [await house.person({ secondFactor: 'required' }), await house.person({})];
    expect((await own(two)).body).toMatchObject({ minimum: 8, ...minimumIs(8) });
    expect((await own(one)).body).toMatchObject({ minimum: 15, ...minimumIs(15) });
    expect((await own(one)).headers.get('cache-control')).toContain('private');
    expect(await own(one, `${POLICY}?tenant=${two.tenant}`)).toMatchObject({ status: 400 });
    expect(await get(POLICY, { authorization: 'Bearer nonsense' })).toMatchObject({
      status: 401,
      body: { code: 'invalid_token' },
    });
  });

  it('judges a password on trial by every public rule at once', async () => {
    const person = await house.person({ preset: 'legacy', email: 'hanna.feld@mail.example' });
    expect(await evaluate(person, 'hanna.feld')).toMatchObject({
      status: 200,
      body: {
        admissible: false,
        violations: [
          { code: 'missing_class', class: 'upper' },
          { code: 'missing_class', class: 'digit' },
          { code: 'context_word', source: 'email' },
        ],
        unknown: ['same_as_current', 'too_similar', 'history'],
        score: expect.any(Number),
        breach: { verdict: 'clean', corpus_version: expect.any(String) },
      },
    });
    expect((await evaluate(person, 'password')).body).toMatchObject({
      admissible: false,
      violations: expect.arrayContaining([{ code: 'breached', at_least: expect.any(Number) }]),
      breach: { verdict: 'breached' },
    });
    expect((await evaluate(person, 'Tall-Trees 4 everybody')).body).toMatchObject({
      admissible: true,
      violations: [],
    });
  });

  it('says nothing about a stored password, nor whether there is one', async () => {
    const CURRENT = 'the one that is in force';
    const having = await house.person({ password: CURRENT });
    const without = await house.person({});
    const before = house.hashes();
    const [a, b] = [await evaluate(having, CURRENT), await evaluate(without, CURRENT)];
    expect(a.body).toMatchObject({ admissible: true });
    expect(a.body).toEqual(b.body);
    expect(house.hashes()).toBe(before);
    const similar = await evaluate(having, `${CURRENT}!`);
    expect(similar.body).toEqual((await evaluate(without, `${CURRENT}!`)).body);
  });

  it.each([{}, { password: '' }, { password: 7 }, { password: 'x', sub: 'y' }, []])(
    'cannot judge %j (R14)',
    async (body) => {
      const token = (await house.person({})).token();
      const path = `${POLICY}/evaluate`;
      const answer = await house.ask(house.passwordUrl, { method: 'POST', path, body }, token);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    },
  );

  it.each<readonly [string, PersonWish, object]>([
    ['with a password', { password: 'a passphrase in force' }, { proof: ['current_password'] }],
    ['without one', { email: true }, { action: 'set', proof: [] }],
    [
      'without a verified contact',
      {},
      { action: 'none', reason: 'contact_not_verified', proof: [] },
    ],
    [
      'managed elsewhere',
      { password: 'a passphrase in force', managedBy: 'corp' },
      { action: 'none', reason: 'managed_identity' },
    ],
    [
      'who has to show a second factor',
      { password: 'a passphrase in force', secondFactor: 'required', totp: true },
      {
        action: 'change',
        proof: ['current_password', 'second_factor'],
        acr_values: /multi-factor/,
      },
    ],
  ])('tells somebody %s what there is to do', async (_who, wish, expected) => {
    const answer = await own(await house.person(wish), '/password-srv/requirements');
    const told = Object.entries(expected).map(([name, value]) => [
      name,
      value instanceof RegExp ? expect.stringMatching(value) : value,
    ]);
    expect(answer).toMatchObject({ status: 200, body: Object.fromEntries(told) });
    expect(answer.body).toMatchObject({ policy: { preset: 'nist-800-63b-4' } });
  });

  it('tells how recent the login behind a first password must be (RFC9470-3)', async () => {
    const person = await house.person({ email: true });
    const path = '/password-srv/requirements';
    const token = person.token({ authAge: 601 });
    expect(await house.ask(house.passwordUrl, { method: 'GET', path }, token)).toMatchObject({
      body: { action: 'set', proof: ['recent_login'], max_age: 600 },
    });
    expect(await get(path)).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
  });
});

describe('the same request in different tenants', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  it('is refused in one with all reasons at once and accepted in another', async () => {
    const CURRENT = 'Quiet-harbour-58!';
    const change = async (wish: PersonWish, next: string, current = CURRENT) => {
      const person = await house.person({ ...wish, password: current });
      const body = { old_password: current, new_password: next, confirm_password: next };
      const token = person.token({ amr: ['pwd', 'otp', 'mfa'] });
      const sent = { method: 'PUT', path: '/password-srv/password', body };
      const answer = await house.ask(house.passwordUrl, sent, token);
      const { violations } = (answer.body as { error?: { violations?: unknown } }).error ?? {};
      return [answer.status, violations];
    };
    const legacy: PersonWish = { preset: 'legacy' };
    const demo: PersonWish = { secondFactor: 'required', totp: true };
    const crm: PersonWish = {};

    expect(await change(legacy, 'tall trees ooooo everywhere 12345')).toEqual([
      422,
      [
        { code: 'missing_class', class: 'upper' },
        { code: 'repeated_characters', allowed: 3 },
        { code: 'sequence', allowed: 4 },
      ],
    ]);
    expect(await change(demo, 'tall trees ooooo everywhere 12345')).toEqual([200, undefined]);
    expect(await change(crm, 'tall trees ooooo everywhere 12345')).toEqual([200, undefined]);
    expect(await change(demo, 'Tall-Tree8')).toEqual([200, undefined]);
    expect(await change(legacy, 'Tall-Tree8')).toEqual([200, undefined]);
    expect(await change(crm, 'Tall-Tree8')).toEqual([422, [{ code: 'too_short', minimum: 15 }]]);
  });

  it('knows increments where the policy asks for it; the published pair is accepted', async () => {
    const person = await house.person({
      secondFactor: 'required',
      totp: true,
      password: 'Summer2025!',
    });
    const token = person.token({ amr: ['pwd', 'otp', 'mfa'] });
    const change = (old_password: string, new_password: string, by = token) =>
      house.ask(
        house.passwordUrl,
        {
          method: 'PUT',
          path: '/password-srv/password',
          body: { old_password, new_password, confirm_password: new_password },
        },
        by,
      );
    expect(await change('Summer2025!', 'Summer2031!')).toMatchObject({
      status: 422,
      body: { error: { violations: [{ code: 'too_similar' }] } },
    });
    const alice = await house.person({
      secondFactor: 'required',
      totp: true,
      password: 'Test1234%',
    });
    const hers = alice.token({ amr: ['pwd', 'otp', 'mfa'] });
    expect(await change('Test1234%', 'Test12345$', hers)).toMatchObject({ status: 200 });
  });
});
