import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';

const PATH = '/verification-srv/settings/multifactor';

describe('admin: multifactor settings', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const admin = () => house.person({ admin: true });
  const tokenOf = (person: Person) => person.token({ scope: 'tenant:admin' });
  const read = (token: string) =>
    house.ask(house.verificationUrl, { method: 'GET', path: PATH }, token);
  const write = (token: string, body: unknown, etag?: string | null) =>
    house.send(
      house.verificationUrl,
      { method: 'PUT', path: PATH },
      {
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(etag ? { 'if-match': etag } : {}),
        },
        body: JSON.stringify(body),
      },
    );
  const problem = (status: number, code: string) => ({
    status,
    body: {
      type: expect.stringMatching(new RegExp(`^https?://.*/problems/${code}$`)),
      title: expect.stringMatching(/\S/),
      detail: expect.stringMatching(/\S/),
      status,
      code,
    },
  });
  const switching = (type: string, active: boolean) => ({ methods: [{ type, active }] });

  it('switches PASSWORD off and on, journals both, and shows each version as an ETag', async () => {
    const dora = await admin();
    const before = await read(tokenOf(dora));
    expect(before.status).toBe(200);
    const off = await write(
      tokenOf(dora),
      switching('PASSWORD', false),
      before.headers.get('etag'),
    );
    expect(off.status).toBe(200);
    expect(off.body).toMatchObject({
      methods: expect.arrayContaining([{ type: 'PASSWORD', active: false }]),
    });
    expect((await read(tokenOf(dora))).body).toEqual(off.body);
    const on = await write(tokenOf(dora), switching('PASSWORD', true), off.headers.get('etag'));
    expect(on.status).toBe(200);
    expect(await house.events(dora)).toEqual([
      'multifactor_settings_changed',
      'multifactor_settings_changed',
    ]);
  });

  it('asks for the version that is being changed, and refuses a stale one (RFC 6585, RFC 9110)', async () => {
    const token = tokenOf(await admin());
    const etag = (await read(token)).headers.get('etag');
    expect(await write(token, switching('PUSH', true))).toMatchObject(
      problem(428, 'precondition_required'),
    );
    expect((await write(token, switching('PUSH', true), etag)).status).toBe(200);
    for (const stale of [etag, 'W/"1"', '*', 'nonsense']) {
      expect(await write(token, switching('PUSH', false), stale)).toMatchObject(
        problem(412, 'precondition_failed'),
      );
    }
  });

  it('lets exactly one of 20 simultaneous admins win', async () => {
    const token = tokenOf(await admin());
    const etag = (await read(token)).headers.get('etag');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => write(token, switching('PUSH', n % 2 === 0), etag)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
  });

  it('keeps the last first factor, and settings that somebody can meet', async () => {
    const token = tokenOf(await admin());
    const etag = (await read(token)).headers.get('etag');
    const none = ['PASSWORD', 'EMAIL', 'SMS', 'IVR', 'FIDO2', 'PUSH'];
    const methods = none.map((type) => ({ type, active: false }));
    expect(await write(token, { methods }, etag)).toMatchObject(problem(409, 'last_first_factor'));
    const seconds = ['SMS', 'IVR', 'TOTP', 'BACKUPCODE', 'FIDO2', 'PUSH'];
    const alone = seconds.map((type) => ({ type, active: false }));
    expect(await write(token, { methods: alone, second_factor: 'required' }, etag)).toMatchObject(
      problem(422, 'policy_contradiction'),
    );
  });

  it('wants a row of ours and the scope: a person is no admin by saying so', async () => {
    const person = await house.person({});
    expect(await read(tokenOf(person))).toMatchObject(problem(403, 'forbidden'));
    const dora = await admin();
    expect(await read(dora.token())).toMatchObject(problem(403, 'forbidden'));
  });

  it('wants a login of at most five minutes for writes (ASVS-7.5.1)', async () => {
    const dora = await admin();
    const token = dora.token({ scope: 'tenant:admin', authAge: 301 });
    const etag = (await read(token)).headers.get('etag');
    const answer = await write(token, switching('PUSH', true), etag);
    expect(answer).toMatchObject(problem(401, 'insufficient_user_authentication'));
    expect(answer.headers.get('www-authenticate')).toContain('max_age="300"');
  });

  it.each([
    ['an unknown method', { methods: [{ type: 'VOICE', active: true }] }],
    [
      'a method twice',
      {
        methods: [
          { type: 'SMS', active: true },
          { type: 'SMS', active: false },
        ],
      },
    ],
    ['a mistyped flag', { methods: [{ type: 'SMS', active: 'yes' }] }],
    ['an unknown field', { version: 7 }],
    ['an unknown field inside', { methods: [{ type: 'SMS', active: true, tenant: 'x' }] }],
    ['methods that are no list', { methods: { SMS: true } }],
    ['a null', { methods: [null] }],
    ['an unknown wish', { second_factor: 'sometimes' }],
  ])('refuses %s by name (R13, R14)', async (_name, body) => {
    const token = tokenOf(await admin());
    const etag = (await read(token)).headers.get('etag');
    const answer = await write(token, body, etag);
    expect(answer).toMatchObject(problem(400, 'invalid_request'));
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect((await read(token)).headers.get('etag')).toBe(etag);
  });

  it('explains each problem at the address that its type names (RFC9457-3)', async () => {
    const answer = await read((await house.person({})).token());
    const { type } = answer.body as { type: string };
    const path = new URL(type).pathname;
    const page = await house.send(house.verificationUrl, { method: 'GET', path }, {});
    expect(page.status).toBe(200);
    expect(page.body).toContain('forbidden');
  });
});
