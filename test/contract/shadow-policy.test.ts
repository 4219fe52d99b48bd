import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person, PersonWish } from '../support/house.js';
import { openHouse } from '../support/house.js';

const PATH = '/password-srv/settings/policy/shadow';
const CURRENT = 'Quiet-harbour-58';

describe('admin: a policy in shadow', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const admin = (wish: PersonWish = {}) =>
    house.person({ admin: true, groups: ['operators'], email: true, ...wish });
  const tokenOf = (person: Person) => person.token({ scope: 'tenant:admin' });
  const read = (token: string, rest = '') =>
    house.ask(house.passwordUrl, { method: 'GET', path: `${PATH}${rest}` }, token);
  const write = (
    token: string,
    etag: string | null | undefined,
    body?: unknown,
    { rest = '', method = body === undefined ? 'DELETE' : 'PUT' } = {},
  ) =>
    house.send(
      house.passwordUrl,
      { method, path: `${PATH}${rest}` },
      {
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(etag ? { 'if-match': etag } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    );
  const problem = (status: number, code: string) => ({ status, body: { status, code } });
  const asking = (rules: object, preset?: string) => ({
    format: 1,
    ...(preset && { preset }),
    rules,
  });
  const change = (token: string, old_password: string, new_password: string) =>
    house.ask(
      house.passwordUrl,
      {
        method: 'PUT',
        path: '/password-srv/password',
        body: { old_password, new_password, confirm_password: new_password },
      },
      token,
    );

  it('binds nobody, tells what share would fail, and is withdrawn', async () => {
    const dora = await admin({ password: CURRENT });
    const token = tokenOf(dora);
    const before = await read(token);
    expect(before).toMatchObject({ status: 200, body: { policy: null, forecast: null } });
    expect(before.headers.get('etag')).toBe('"0"');

    const stricter = asking({ minimum: 20, history: 4 });
    const published = await write(token, '"0"', stricter);
    expect(published).toMatchObject({
      status: 200,
      body: {
        policy: stricter,
        forecast: { seen: 0, would_fail: 0, share: null, violations: {}, days: [] },
      },
    });
    expect(published.headers.get('etag')).toBe('"1"');

    const hashes = house.hashes();
    expect((await change(token, CURRENT, 'Twenty characters and more')).status).toBe(200);
    expect(house.hashes() - hashes).toBe(2);
    const { body } = await read(token);
    expect(body).toEqual({
      policy: stricter,
      forecast: {
        since: expect.stringMatching(/^\d{4}-.*Z$/),
        seen: 2,
        would_fail: 1,
        share: 0.5,
        violations: { too_short: 1 },
        days: [
          {
            day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
            seen: 2,
            would_fail: 1,
            violations: { too_short: 1 },
          },
        ],
        not_judged: ['same_as_current', 'too_similar', 'used_before'],
        text: expect.stringContaining('not people'),
      },
    });

    expect((await change(token, 'Twenty characters and more', 'short, yet long')).status).toBe(200);
    expect(await write(token, '"1"')).toMatchObject({
      status: 200,
      body: { policy: null, forecast: null },
    });
    expect((await read(token)).headers.get('etag')).toBe('"2"');
    expect(await house.events(dora)).toEqual([
      'password_policy_shadow_published',
      'password_changed',
      'password_changed',
      'password_policy_shadow_withdrawn',
    ]);
  });

  it('of a group is scored on its people alone; a new version begins to count anew', async () => {
    const dora = await admin({ password: CURRENT });
    const token = tokenOf(dora);
    await write(token, '"0"', asking({ minimum: 30 }), { rest: '?group=operators' });
    await write(token, '"0"', asking({ minimum: 30 }), { rest: '?group=others' });
    await change(token, CURRENT, 'something else altogether');
    expect(await read(token, '?group=operators')).toMatchObject({
      body: { forecast: { seen: 2, would_fail: 2, share: 1 } },
    });
    expect(await read(token, '?group=others')).toMatchObject({
      body: { forecast: { seen: 0, share: null } },
    });
    expect(await read(token)).toMatchObject({ body: { forecast: null } });
    await write(token, '"1"', asking({ minimum: 31 }), { rest: '?group=operators' });
    expect(await read(token, '?group=operators')).toMatchObject({
      body: { policy: asking({ minimum: 31 }), forecast: { seen: 0, share: null } },
    });
  });

  it('is withdrawn by an empty document, too; withdrawing nothing changes nothing', async () => {
    const dora = await admin();
    const token = tokenOf(dora);
    await write(token, '"0"', asking({}, 'legacy'));
    expect(await write(token, '"1"', asking({}))).toMatchObject({ body: { policy: null } });
    const nothing = await write(token, '"2"');
    expect([nothing.status, nothing.headers.get('etag')]).toEqual([200, '"2"']);
    expect(await house.events(dora)).toHaveLength(2);
  });

  it('asks for the version that is being changed (RFC 6585)', async () => {
    const token = tokenOf(await admin());
    expect(await write(token, undefined, asking({ minimum: 20 }))).toMatchObject(
      problem(428, 'precondition_required'),
    );
    expect(await write(token, undefined)).toMatchObject(problem(428, 'precondition_required'));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => write(token, '"0"', asking({ history: n }, 'legacy'))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
    expect(await write(token, '"0"')).toMatchObject(problem(412, 'precondition_failed'));
  });

  it('is refused where it would contradict itself or the policies beside it', async () => {
    const token = tokenOf(await admin());
    const clashing = asking({ minimum: 100, maximum: 64 });
    expect(await write(token, '"0"', clashing)).toMatchObject({
      ...problem(422, 'policy_contradiction'),
      body: { contradictions: [expect.objectContaining({ code: 'minimum_above_maximum' })] },
    });
    const narrow = { method: 'PUT', path: '/password-srv/settings/policy' };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify(asking({ maximum: 64 }));
    await house.send(house.passwordUrl, narrow, {
      headers: { ...headers, 'if-match': '"1"' },
      body,
    });
    const wide = asking({ minimum: 65 });
    expect(await write(token, '"0"', wide, { rest: '?group=operators' })).toMatchObject(
      problem(422, 'policy_contradiction'),
    );
    expect((await read(token)).headers.get('etag')).toBe('"0"');
  });

  it('is not made impossible by a policy that is saved after it, which hears of that', async () => {
    const token = tokenOf(await admin());
    const narrow = asking({ maximum: 64 });
    await write(token, '"0"', asking({ minimum: 65 }), { rest: '?group=operators' });
    const save = (etag: string, body: object, query = '') =>
      house.send(
        house.passwordUrl,
        { method: 'PUT', path: `/password-srv/settings/policy${query}` },
        {
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'if-match': etag,
          },
          body: JSON.stringify(body),
        },
      );
    expect(await save('"1"', narrow)).toMatchObject({
      ...problem(422, 'policy_contradiction'),
      body: {
        contradictions: [
          {
            code: 'minimum_above_maximum',
            in_shadow_of: { group: 'operators' },
            text: expect.stringContaining('in shadow'),
          },
        ],
      },
    });
    expect((await save('"0"', narrow, '?group=operators')).status).toBe(200);
    await write(token, '"1"', undefined, { rest: '?group=operators' });
    expect((await save('"1"', narrow)).status).toBe(200);
  });

  it('is for admins of this tenant after a login of five minutes at most (ASVS-7.5.1, ASVS-8.4.1)', async () => {
    const person = await house.person({});
    const [dora, stranger] = [await admin(), await admin()];
    await write(tokenOf(dora), '"0"', asking({ minimum: 20 }));
    expect(await read(tokenOf(stranger))).toMatchObject({ body: { policy: null } });
    for (const token of [tokenOf(person), dora.token()]) {
      expect(await read(token)).toMatchObject(problem(403, 'forbidden'));
      expect(await write(token, '"1"')).toMatchObject(problem(403, 'forbidden'));
    }
    const old = dora.token({ scope: 'tenant:admin', authAge: 301 });
    expect((await read(old)).status).toBe(200);
    for (const body of [asking({ minimum: 21 }), undefined]) {
      expect(await write(old, '"1"', body)).toMatchObject(
        problem(401, 'insufficient_user_authentication'),
      );
    }
  });

  it.each([
    ['below the platform’s floor', asking({ minimum: 7 })],
    ['with an unknown rule', asking({ pattern: '^.*$' })],
    ['as it was read, forecast and all', { policy: asking({ minimum: 20 }), forecast: null }],
    ['that is a list', []],
  ])('is refused %s (R13, R14)', async (_name, body) => {
    const token = tokenOf(await admin());
    expect(await write(token, '"0"', body)).toMatchObject(problem(400, 'invalid_request'));
  });
});
