import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { nativeRefusal } from './native.tongue.js';
import type { Answer } from './tongue.js';

const PATH = '/verification-srv/v2/setup/public/configured/list';

describe('native: the methods with which a login may begin', () => {
  let house: House;
  let person: Person;
  let service: string;

  beforeAll(async () => {
    house = await openHouse();
    const password = 'a current passphrase of mine';
    person = await house.person({ email: 'muster.mannheim1test@gmail.com', password, totp: true });
    service = await house.serviceToken('methods:read');
  });
  afterAll(() => house.close());

  const list = (body: unknown, query = ''): Promise<Answer> =>
    house.ask(house.verificationUrl, { method: 'POST', path: `${PATH}${query}`, body });
  const open = (body: unknown, token?: string): Promise<Answer> =>
    house.ask(
      house.verificationUrl,
      { method: 'POST', path: '/internal/v1/login-requests', body },
      token,
    );
  const opened = async (whose: Person): Promise<string> => {
    const answer = await open({ tenant: whose.tenant, subject: whose.subject }, service);
    expect(answer.status).toBe(200);
    return (answer.body as { request_id: string }).request_id;
  };
  const typesOnly = [
    { type: 'PASSWORD', mediums: [] },
    { type: 'EMAIL', mediums: [] },
  ];

  it('are the same for a known, an unknown and an impossible person (R25d)', async () => {
    const { tenant } = person;
    const claims = [
      { sub: person.subject },
      { sub: 'nobody' },
      { email: 'muster.mannheim1test@gmail.com' },
      { email: 'nobody@mail.example' },
      { q: '\u200d' },
      { mobile_number: 'no number' },
      { username: 'somebody' },
    ];
    for (const claim of claims) {
      const answer = await list({ tenant, request_id: 'made-up', ...claim });
      expect(answer.status).toBe(200);
      const { configured_list } = (answer.body as { data: { configured_list: object[] } }).data;
      expect(configured_list).toEqual(expect.arrayContaining(typesOnly));
      for (const one of configured_list) expect(one).toMatchObject({ mediums: [] });
      expect(configured_list).not.toContainEqual({ type: 'TOTP', mediums: [] });
    }
  });

  it('are a person’s own, masked, within a request that a service opened for them', async () => {
    const request_id = await opened(person);
    const answer = await list({ tenant: person.tenant, request_id, sub: person.subject });
    expect(answer.body).toEqual({
      success: true,
      status: 200,
      data: {
        configured_list: [
          {
            type: 'EMAIL',
            mediums: [{ id: expect.any(String), key_name: 'muster.*********test@g***l.com' }],
          },
          { type: 'TOTP', mediums: [{ id: expect.any(String), key_name: 'phone app' }] },
          { type: 'PASSWORD', mediums: [] },
        ],
      },
    });
  });

  it('have medium ids that mean nothing in another request', async () => {
    const idsIn = async (request_id: string): Promise<string[]> => {
      const answer = await list({ tenant: person.tenant, request_id });
      const { data } = answer.body as {
        data: { configured_list: { mediums: { id: string }[] }[] };
      };
      return data.configured_list.flatMap(({ mediums }) => mediums.map(({ id }) => id));
    };
    const [one, another] = [await opened(person), await opened(person)];
    expect(await idsIn(one)).toEqual(await idsIn(one));
    expect(await idsIn(one)).not.toEqual(await idsIn(another));
  });

  it('show nothing of the person to somebody who names another one', async () => {
    const request_id = await opened(person);
    for (const claim of [{ sub: 'somebody-else' }, { email: 'other@mail.example' }, { q: 'x' }]) {
      const answer = await list({ tenant: person.tenant, request_id, ...claim });
      expect(JSON.stringify(answer.body)).not.toContain('key_name');
    }
  });

  it('show nothing of the person in another tenant or after their sessions ended (R09)', async () => {
    const request_id = await opened(person);
    const stranger = await house.person({});
    const elsewhere = await list({ tenant: stranger.tenant, request_id });
    expect(JSON.stringify(elsewhere.body)).not.toContain('key_name');

    const changed = await house.person({ email: true, password: 'a current passphrase of mine' });
    const before = await opened(changed);
    const body = {
      old_password: 'a current passphrase of mine',
      new_password: 'quite another passphrase 58',
      confirm_password: 'quite another passphrase 58',
    };
    const change = { method: 'PUT', path: '/password-srv/password', body } as const;
    expect((await house.ask(house.passwordUrl, change, changed.token())).status).toBe(200);
    const after = await list({ tenant: changed.tenant, request_id: before });
    expect(JSON.stringify(after.body)).not.toContain('key_name');
  });

  it('take the tenant from the query as well, and none from nowhere', async () => {
    expect((await list({}, `?tenant=${person.tenant}`)).status).toBe(200);
    expect(await list({})).toMatchObject(nativeRefusal('invalid_request'));
    expect(await list({}, '?tenant=a&tenant=b')).toMatchObject(nativeRefusal('invalid_request'));
    expect((await list({ tenant: 'no-such-tenant' })).body).toMatchObject({
      data: { configured_list: [] },
    });
  });

  it.each([
    ['two names', { sub: 'a', email: 'b@c.example' }],
    ['null', { sub: null }],
    ['an array', { email: ['a@b.example'] }],
    ['an unknown field', { subject: 'a' }],
  ])('refuse %s as a bad request (R14)', async (_what, body) => {
    const answer = await list({ tenant: person.tenant, ...body });
    expect(answer).toMatchObject(nativeRefusal('invalid_request'));
  });

  describe('a login request', () => {
    it('is opened by a program with scope and tenant, and by nobody else', async () => {
      const { tenant, subject } = person;
      const stranger = await house.person({});
      const body = { tenant, subject };
      expect((await open(body)).status).toBe(401);
      expect((await open(body, person.token({ scope: 'methods:read' }))).status).toBe(403);
      for (const token of [
        await house.serviceToken('methods:write', person),
        await house.serviceToken('methods:read', stranger),
      ]) {
        expect(await open(body, token)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      }
      const narrow = await house.serviceToken('methods:read', person);
      const answer = await open(body, narrow);
      expect(answer).toMatchObject({ status: 200, body: { request_id: expect.any(String) } });
      const { expires_at } = answer.body as { expires_at: string };
      expect(Date.parse(expires_at)).toBeGreaterThan(Date.now());
    });

    it('is 404 for an unknown and for a disabled person', async () => {
      const disabled = await house.person({ status: 'disabled' });
      for (const whom of [
        { tenant: person.tenant, subject: 'nobody' },
        { tenant: disabled.tenant, subject: disabled.subject },
      ]) {
        const answer = await open(whom, service);
        expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
      }
    });
  });
});
