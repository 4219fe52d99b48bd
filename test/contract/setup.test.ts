import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { nativeRefusal } from './native.tongue.js';
import type { Answer } from './tongue.js';

const CURRENT = 'a current passphrase of mine';

describe('native: to initiate the setup of a method', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const initiate = (type: string, token?: string, body?: unknown): Promise<Answer> =>
    house.ask(
      house.verificationUrl,
      { method: 'POST', path: `/verification-srv/v2/setup/initiate/${type}`, body },
      token,
    );

  it('tells somebody with a password that the current one is the proof, and the policy', async () => {
    const person = await house.person({ password: CURRENT, preset: 'legacy' });
    for (const type of ['PASSWORD', 'password', 'Password']) {
      expect(await initiate(type, person.token(), { verification_type: 'password' })).toMatchObject(
        {
          status: 200,
          body: {
            success: true,
            data: {
              verification_type: 'PASSWORD',
              action: 'change',
              proof: ['current_password'],
              policy: { preset: 'legacy', passwordrules: expect.stringContaining('minlength: 8') },
            },
          },
        },
      );
    }
  });

  it('tells somebody without one how recent the login has to be (R17)', async () => {
    const person = await house.person({ email: true });
    const old = person.token({ authAge: 3600 });
    expect(await initiate('password', old)).toMatchObject({
      body: { data: { action: 'set', proof: ['recent_login'], max_age: 600 } },
    });
    expect(await initiate('password', person.token())).toMatchObject({
      body: { data: { action: 'set', proof: [] } },
    });
  });

  it('tells that nothing can be done where the method is off, managed or without a contact', async () => {
    const off = await house.person({ password: CURRENT });
    await house.switchMethod(off.tenant, 'PASSWORD', false);
    const managed = await house.person({ password: CURRENT, managedBy: 'https://idp.example' });
    const unreachable = await house.person({});
    for (const person of [off, managed, unreachable]) {
      expect(await initiate('PASSWORD', person.token())).toMatchObject({
        body: { data: { action: 'none', proof: [] } },
      });
    }
  });

  it('agrees with what password-srv asks for', async () => {
    const person = await house.person({ email: true, totp: true, secondFactor: 'required' });
    const token = person.token({ amr: ['pwd'], authAge: 3600 });
    const path = '/password-srv/requirements';
    const asked = await house.ask(house.passwordUrl, { method: 'GET', path }, token);
    const { action, proof, max_age, acr_values } = asked.body as Record<string, unknown>;
    expect(await initiate('PASSWORD', token)).toMatchObject({
      body: { data: { action, proof, max_age, acr_values } },
    });
  });

  it.each(['TOTP', 'push', 'VOICE', 'anything', '__proto__'])('refuses %s as 422', async (type) => {
    const person = await house.person({});
    const refusal = nativeRefusal('verification_type_not_supported');
    expect(await initiate(type, person.token())).toMatchObject(refusal);
  });

  it('refuses a body that names another type, and a request without token', async () => {
    const token = (await house.person({})).token();
    expect(await initiate('PASSWORD', token, { verification_type: 'TOTP' })).toMatchObject(
      nativeRefusal('invalid_request'),
    );
    expect(await initiate('PASSWORD')).toMatchObject(nativeRefusal('invalid_token'));
  });
});
