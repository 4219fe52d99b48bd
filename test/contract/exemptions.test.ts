import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { adminToken } from '../support/policies.js';

const PATH = '/password-srv/settings/exemptions';
const DAY = 86_400;
const inDays = (days: number): string => new Date(Date.now() + days * DAY * 1000).toISOString();

describe('admin: who is exempt from the ages of passwords', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const ask = (
    method: string,
    token: string,
    more: { body?: unknown; rest?: string; etag?: string | null },
  ) =>
    house.send(
      house.passwordUrl,
      { method, path: `${PATH}${more.rest ?? ''}` },
      {
        headers: {
          authorization: `Bearer ${token}`,
          ...(more.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(more.etag ? { 'if-match': more.etag } : {}),
        },
        ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
      },
    );
  const dora = (more = {}) => house.person({ admin: true, email: true, preset: 'legacy', ...more });
  const exempting = ({ subject }: Pick<Person, 'subject'>, more = {}) => ({
    subject,
    rule: 'maximum_age',
    owner: 'Head of operations',
    reason: 'Runs the night shift alone until the successor is there.',
    until: inDays(30),
    ...more,
  });
  const requirements = async (person: Person) =>
    house.ask(
      house.passwordUrl,
      { method: 'GET', path: '/password-srv/requirements' },
      await house.freshToken(person),
    );

  it('frees a person from expiry until the day that somebody answers for (NIST-3.1.1.2-6a)', async () => {
    const admin = await dora();
    const person = await house.person({
      sameTenantAs: admin,
      preset: 'legacy',
      password: 'Quiet-harbour-58',
    });
    await house.elapse(person, 90 * DAY);
    expect((await requirements(person)).body).toMatchObject({
      must_change: true,
      reasons: ['expired'],
      exemptions: [],
    });
    const token = await adminToken(house, admin);
    const before = await ask('GET', token, {});
    expect(before).toMatchObject({ status: 200, body: { exemptions: [] } });
    const exemption = exempting(person);
    const granted = await ask('POST', token, {
      body: exemption,
      etag: before.headers.get('etag'),
    });
    expect(granted).toMatchObject({ status: 201, body: exemption });
    const { subject: _whose, ...told } = exemption;
    const free = (await requirements(person)).body as object;
    expect(free).toMatchObject({ must_change: false, reasons: [], exemptions: [told] });
    expect(free).not.toHaveProperty('expires_at');
    expect((await ask('GET', token, {})).body).toEqual({ exemptions: [exemption] });

    const which = `?subject=${person.subject}&rule=maximum_age`;
    const etag = granted.headers.get('etag');
    const withdrawn = await ask('DELETE', token, { rest: which, etag });
    expect(withdrawn).toMatchObject({ status: 204 });
    expect((await requirements(person)).body).toMatchObject({ must_change: true });
    expect(
      await ask('DELETE', token, { rest: which, etag: withdrawn.headers.get('etag') }),
    ).toMatchObject({ status: 404 });
    expect(await house.events(person)).toEqual(['exemption_granted', 'exemption_withdrawn']);
    expect(await house.events(admin)).toEqual([]);
  });

  it('asks for the version that is changed, and lets one of 10 admins win', async () => {
    const admin = await dora();
    const token = await adminToken(house, admin);
    const body = exempting(admin);
    expect(await ask('POST', token, { body })).toMatchObject({ status: 428 });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask('POST', token, { body, etag: '"0"' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(412)]);
    expect(await house.events(admin)).toEqual(['exemption_granted']);
  });

  it('is for admins who signed in just now, for their own people (R12, ASVS-7.5.1)', async () => {
    const admin = await dora();
    const stranger = await dora();
    const body = exempting(admin);
    const refusals = [
      [admin.token(), 403],
      [admin.token({ scope: 'tenant:admin', authAge: 301 }), 401],
      [(await house.person({})).token({ scope: 'tenant:admin' }), 403],
    ] as const;
    for (const [token, status] of refusals) {
      expect(await ask('POST', token, { body, etag: '"0"' })).toMatchObject({ status });
    }
    const foreign = exempting(stranger);
    const token = await adminToken(house, admin);
    expect(await ask('POST', token, { body: foreign, etag: '"0"' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'subject' }] },
    });
    expect(await ask('GET', await adminToken(house, stranger), {})).toMatchObject({
      body: { exemptions: [] },
    });
  });

  it('takes nothing but a person, a rule, an owner, a reason and a day within a year (R13, R14)', async () => {
    const admin = await dora();
    const token = await adminToken(house, admin);
    const wrong = [
      {},
      [],
      exempting(admin, { rule: 'history' }),
      exempting(admin, { rule: ['maximum_age'] }),
      exempting(admin, { owner: '' }),
      exempting(admin, { reason: null }),
      exempting(admin, { until: inDays(-1) }),
      exempting(admin, { until: inDays(367) }),
      exempting(admin, { until: '2999-01-01T00:00:00Z' }),
      exempting(admin, { until: '2026-12-01' }),
      exempting(admin, { until: 'tomorrow' }),
      exempting(admin, { until: 1_800_000_000 }),
      exempting(admin, { subject: 'no\u0020body' }),
      exempting(admin, { tenant: admin.tenant }),
    ];
    for (const body of wrong) {
      expect(await ask('POST', token, { body, etag: '"0"' })).toMatchObject({ status: 400 });
    }
    for (const rest of [
      '',
      '?subject=a',
      '?subject=a&rule=history',
      '?subject=a&rule=maximum_age&x=1',
    ]) {
      expect(await ask('DELETE', token, { rest, etag: '"0"' })).toMatchObject({ status: 400 });
    }
    expect(await house.events(admin)).toEqual([]);
  });
});
