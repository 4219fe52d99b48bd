import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { NEW, resetClient, told } from '../support/reset-client.js';
import { nativeRefusal, nativeTongue } from './native.tongue.js';

const CURRENT = 'the passphrase I forgot';
const FORM = 'application/x-www-form-urlencoded';

describe('the companion routes', () => {
  let house: House;
  let client: ReturnType<typeof resetClient>;
  let person: Person;

  beforeAll(async () => {
    house = await openHouse();
    client = resetClient(house);
    person = await house.person({ password: CURRENT, email: true });
    await house.rows(
      `INSERT INTO tenancy.registered_clients (tenant, origins, pages, mfa_v1)
       VALUES ($1, '{}', $2, false)`,
      [
        person.tenant,
        JSON.stringify({ reset: 'https://app.example/new', reset_done: 'https://app.example/in' }),
      ],
    );
  });
  afterAll(() => house.close());

  const post = (step: string, body: string, headers: Record<string, string> = {}) =>
    house.send(
      house.passwordUrl,
      { method: 'POST', path: `/users-srv/resetpassword/${step}` },
      { headers: { 'content-type': FORM, host: 'evil.example', ...headers }, body },
    );
  const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();

  it('send a form on to the pages that the tenant registered, secrets in the fragment', async () => {
    const resetRequestId = await client.begun(person);
    const validated = await post('validatecode', form({ resetRequestId, code: client.code() }));
    expect(validated.status).toBe(303);
    const page = new URL(validated.headers.get('location') ?? '');
    expect(page.origin + page.pathname + page.search).toBe('https://app.example/new');
    const told303 = new URLSearchParams(page.hash.slice(1));
    const exchangeId = told303.get('exchangeId') ?? '';
    const fields = { resetRequestId, exchangeId, password: NEW, confirmPassword: NEW };
    const accepted = await post('accept', form(fields));
    expect(accepted.status).toBe(303);
    expect(accepted.headers.get('location')).toMatch(/^https:\/\/app\.example\/in#/);
    expect(await house.verifies(person, NEW)).toBe(true);
  });

  it('send a wrong code back to the page, and a forged request nowhere', async () => {
    const resetRequestId = await client.begun(person);
    const wrong = await post('validatecode', form({ resetRequestId, code: '00000000' }));
    expect(wrong.headers.get('location')).toMatch(/^https:\/\/app\.example\/new#error=invalid/);
    const forged = await post('validatecode', form({ resetRequestId: 'x', code: '00000000' }));
    expect(forged).toMatchObject(nativeRefusal('invalid_reset_proof'));
  });

  it('send a refused password back to the page with what it needs to ask again', async () => {
    const owner = await house.person({ password: CURRENT, email: true });
    const [resetRequestId, exchangeId] = await client.proven(owner);
    const fields = {
      resetRequestId,
      exchangeId,
      password: 'password',
      confirmPassword: 'password',
    };
    const refused = await post('accept', form(fields));
    const page = new URL(refused.headers.get('location') ?? '');
    expect(page.origin + page.pathname).toBe('https://id.example/reset');
    expect(Object.fromEntries(new URLSearchParams(page.hash.slice(1)))).toEqual({
      ...{ error: 'password_breached', violations: 'breached,too_short' },
      ...{ resetRequestId, exchangeId },
    });
    const again = { ...fields, password: NEW, confirmPassword: NEW };
    const accepted = await post('accept', form(again));
    expect(accepted.headers.get('location')).toBe('https://id.example/reset#reseted=true');
    const spent = await post('accept', form(again));
    expect(spent.headers.get('location')).not.toContain('exchangeId');
  });

  it('know no field that names where to go on', async () => {
    const fields = { resetRequestId: 'x', code: '00000000', redirect_uri: 'https://evil.example' };
    expect(await post('validatecode', form(fields))).toMatchObject(
      nativeRefusal('invalid_request'),
    );
  });

  it.each(['a=1&a=2', 'a', '%ff=1', 'code=%00', '__proto__=1', 'code=%ed%a0%80'])(
    'refuse the form %j',
    async (body) => {
      expect(await post('validatecode', body)).toMatchObject(nativeRefusal('invalid_request'));
    },
  );

  it('take no JSON as a form and no form as JSON', async () => {
    const json = JSON.stringify({ resetRequestId: 'x', code: '00000000' });
    for (const step of ['validatecode', 'accept']) {
      expect(await post(step, json)).toMatchObject(nativeRefusal('invalid_request'));
      const fields = form({ resetRequestId: 'x', code: '00000000' });
      const asJson = await post(step, fields, { 'content-type': 'application/json' });
      expect(asJson).toMatchObject(nativeRefusal('invalid_request'));
    }
  });

  it('take forms on these two routes only', async () => {
    const how = form({ sub: 'x', resetMedium: 'EMAIL', processingType: 'CODE' });
    expect(await post('initiate', how)).toMatchObject(nativeRefusal('unsupported_media_type'));
    const json = await post('validatecode', '{}', { 'content-type': 'text/plain' });
    expect(json).toMatchObject(nativeRefusal('unsupported_media_type'));
  });

  it.each([
    { resetMedium: 'IVR', processingType: 'CODE' },
    { resetMedium: 'SMS', processingType: 'LINK' },
  ])('do not reset by %j', async (how) => {
    expect(await client.initiate(person, how)).toMatchObject(
      nativeRefusal('verification_type_not_supported'),
    );
  });

  it('ignore provider and resetPasswordId, and want exactly one name of a person', async () => {
    const ignored = { provider: 'self', resetPasswordId: null };
    expect((await client.initiate(person, ignored)).status).toBe(200);
    const two = await client.initiate(person, { email: 'somebody@example.com' });
    expect(two).toMatchObject(nativeRefusal('invalid_request'));
    expect(told(two).data).toBeUndefined();
  });

  it('change a password as PUT does, whatever identityId says', async () => {
    const owner = await house.person({ password: CURRENT, email: true });
    const body = { old_password: CURRENT, new_password: NEW, confirm_password: NEW };
    const sent = { method: 'POST', path: '/users-srv/changepassword' };
    const answer = await house.ask(
      house.passwordUrl,
      { ...sent, body: { ...body, identityId: 'somebody else' } },
      owner.token(),
    );
    expect(answer).toMatchObject({ status: 200, body: nativeTongue.done });
  });
});
