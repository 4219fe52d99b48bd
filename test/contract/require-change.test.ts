import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { adminToken, askRules } from '../support/policies.js';

const FIRST = 'Quiet-harbour-58, at night';
const SECOND = 'Distant mountains, 1 lake';

describe('a change that is required', () => {
  let house: House;
  let admin: string;

  beforeAll(async () => {
    house = await openHouse();
    admin = await house.serviceToken('password:admin');
  });
  afterAll(() => house.close());

  const one = (person: Pick<Person, 'subject'>, body: unknown, token = admin) =>
    house.ask(
      house.passwordUrl,
      {
        method: 'POST',
        path: `/internal/v1/subjects/${person.subject}/password/require-change`,
        body,
      },
      token,
    );
  const many = (body: unknown, token = admin) =>
    house.ask(
      house.passwordUrl,
      { method: 'POST', path: '/internal/v1/passwords/require-change', body },
      token,
    );
  const requirements = async (person: Person) =>
    house.ask(
      house.passwordUrl,
      { method: 'GET', path: '/password-srv/requirements' },
      await house.freshToken(person),
    );
  const change = async (person: Person, old_password: string, new_password: string) => {
    const body = { old_password, new_password, confirm_password: new_password };
    const sent = { method: 'PUT', path: '/password-srv/password', body };
    return house.ask(house.passwordUrl, sent, await house.freshToken(person));
  };
  const dora = (more = {}) =>
    house.person({ admin: true, email: true, password: FIRST, groups: ['operators'], ...more });

  it('closes everything but the change flow, and is over with the change (NIST-3.1.1.2-6b)', async () => {
    const person = await dora();
    const { tenant } = person;
    expect(await askRules(house, person, { minimumAgeHours: 48 })).toMatchObject({ status: 200 });
    expect(await one(person, { tenant, reason: 'compromised' })).toMatchObject({
      status: 200,
      body: { must_change: true, reason: 'compromised' },
    });
    expect(await requirements(person)).toMatchObject({
      status: 200,
      body: { action: 'change', must_change: true, reasons: ['compromised'] },
    });

    const refused = await askRules(house, person, {});
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((refused.body as { detail: string }).detail).toContain('PUT /password-srv/password');
    const headers = {
      authorization: `Bearer ${await adminToken(house, person)}`,
      'content-type': 'application/json',
      'if-match': '"0"',
    };
    for (const [url, path, body] of [
      [house.passwordUrl, '/password-srv/settings/deny-list', { words: [] }],
      [house.passwordUrl, '/password-srv/settings/policy/shadow', { format: 1, rules: {} }],
      [
        house.passwordUrl,
        '/verification-actions-srv/policies/tenant',
        { policy_name: 'Staff', passwordPolicy: {} },
      ],
      [
        house.verificationUrl,
        '/verification-srv/settings/multifactor',
        { methods: [], second_factor: 'optional' },
      ],
    ] as const) {
      const sent = { method: 'PUT', path };
      const answer = await house.send(url, sent, { headers, body: JSON.stringify(body) });
      expect(answer).toMatchObject({ status: 403 });
    }
    for (const [url, path] of [
      [house.passwordUrl, '/password-srv/settings/policy'],
      [house.passwordUrl, '/password-srv/policy'],
      [house.verificationUrl, '/verification-srv/config/list'],
    ] as const) {
      const token = await adminToken(house, person);
      expect(await house.ask(url, { method: 'GET', path }, token)).toMatchObject({ status: 200 });
    }

    // A forced change never waits for a minimum age.
    expect(await change(person, FIRST, SECOND)).toMatchObject({ status: 200 });
    expect(await requirements(person)).toMatchObject({ body: { must_change: false, reasons: [] } });
    expect(await askRules(house, person, {})).toMatchObject({ status: 200 });
    expect(await house.events(person)).toEqual([
      'password_policy_changed',
      'password_change_required',
      'password_changed',
      'password_policy_changed',
    ]);
  });

  it('binds a whole tenant or a group by one request, and whoever chose since is free', async () => {
    const person = await dora();
    const colleague = await house.person({ sameTenantAs: person, password: FIRST });
    const { tenant } = person;
    const asked = { tenant, group: 'operators', reason: 'requested_by_service' };
    const answer = await many(asked);
    expect(answer).toMatchObject({
      status: 200,
      body: { reason: 'requested_by_service', required_at: expect.stringMatching(/Z$/) },
    });
    expect((await requirements(person)).body).toMatchObject({
      must_change: true,
      reasons: ['requested_by_service'],
    });
    expect((await requirements(colleague)).body).toMatchObject({ must_change: false });
    expect(await change(person, FIRST, SECOND)).toMatchObject({ status: 200 });
    expect((await requirements(person)).body).toMatchObject({ must_change: false });

    expect(await many({ tenant, reason: 'compromised' })).toMatchObject({ status: 200 });
    for (const each of [person, colleague]) {
      expect((await requirements(each)).body).toMatchObject({ reasons: ['compromised'] });
    }
  });

  it('tells the gravest of several reasons, whichever was there first', async () => {
    const person = await dora();
    const { tenant } = person;
    const reasons = async () =>
      ((await requirements(person)).body as { reasons: readonly string[] }).reasons;
    for (const [ask, reason, told] of [
      [one.bind(undefined, person), 'requested_by_service', 'requested_by_service'],
      [many, 'requested_by_admin', 'requested_by_admin'],
      [many, 'compromised', 'compromised'],
      [one.bind(undefined, person), 'requested_by_admin', 'compromised'],
      [many, 'requested_by_service', 'compromised'],
    ] as const) {
      expect(await ask({ tenant, reason })).toMatchObject({ status: 200 });
      expect(await reasons()).toEqual([told]);
    }
    const verified = await house.ask(
      house.passwordUrl,
      {
        method: 'POST',
        path: '/internal/v1/passwords/verify',
        body: { tenant, subject: person.subject, password: FIRST },
      },
      await house.serviceToken('password:verify'),
    );
    expect(verified.body).toMatchObject({ must_change: true, reasons: ['compromised'] });
    expect(await change(person, FIRST, SECOND)).toMatchObject({ status: 200 });
    expect(await reasons()).toEqual([]);
    expect(await one(person, { tenant, reason: 'compromised' })).toMatchObject({ status: 200 });
    expect(await one(person, { tenant, reason: 'requested_by_admin' })).toMatchObject({
      status: 200,
    });
    expect(await reasons()).toEqual(['compromised']);
  });

  it('binds the people of a list, and tells of whom there is nothing to change', async () => {
    const person = await dora();
    const colleague = await house.person({ sameTenantAs: person, password: FIRST });
    const without = await house.person({ sameTenantAs: person });
    const subjects = [person.subject, without.subject, person.subject, 'nobody'];
    const asked = { tenant: person.tenant, reason: 'compromised', subjects };
    expect(await many(asked)).toMatchObject({
      status: 200,
      body: { reason: 'compromised', required: 1, no_password_set: [without.subject, 'nobody'] },
    });
    expect((await requirements(person)).body).toMatchObject({ reasons: ['compromised'] });
    expect((await requirements(colleague)).body).toMatchObject({ must_change: false });
    for (const list of [[], 'a', ['a b'], [7], [null], Array(401).fill('a')]) {
      expect(await many({ ...asked, subjects: list })).toMatchObject({ status: 400 });
    }
    expect(await many({ ...asked, group: 'operators' })).toMatchObject({ status: 400 });
  });

  it('is for programs with the scope and the tenant, and for nobody else (R12, R13, R14)', async () => {
    const person = await dora();
    const { tenant } = person;
    const good = { tenant, reason: 'compromised' };
    const before = await house.fingerprint(person);
    const stranger = await dora();
    const refusals = [
      [await house.serviceToken('password:read'), 403],
      [await house.serviceToken('password:admin', stranger), 403],
      [await adminToken(house, person), 403],
      [person.token({ scope: 'password:admin' }), 403],
      ['forged', 401],
    ] as const;
    for (const [token, status] of refusals) {
      expect(await one(person, good, token)).toMatchObject({ status, body: { status } });
      expect(await many(good, token)).toMatchObject({ status, body: { status } });
    }
    const malformed = [
      {},
      [],
      null,
      { tenant },
      { reason: 'compromised' },
      { tenant, reason: 'expired' },
      { tenant, reason: ['compromised'] },
      { tenant: [tenant], reason: 'compromised' },
      { tenant: '../demo', reason: 'compromised' },
      { ...good, subject: person.subject },
      { ...good, must_change: false },
      { ...good, constructor: 1 },
    ];
    for (const body of malformed) {
      expect(await one(person, body)).toMatchObject({ status: 400 });
      expect(await many(body)).toMatchObject({ status: 400 });
    }
    for (const group of ['', 7, null, 'a\u0001b', 'x'.repeat(129)]) {
      expect(await many({ ...good, group })).toMatchObject({ status: 400 });
    }
    expect(await many({ ...good, tenant: 'nobody' })).toMatchObject({ status: 404 });
    expect(
      await one({ subject: person.subject }, { ...good, tenant: stranger.tenant }),
    ).toMatchObject({ status: 404, body: { code: 'no_password_set' } });
    expect(await house.fingerprint(person)).toBe(before);
  });
});
