import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { FORGERIES } from '../support/forgeries.js';
import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { nativeRefusal, nativeTongue } from './native.tongue.js';
import type { Answer } from './tongue.js';

const CATALOGUE = [
  ...['PASSWORD', 'EMAIL', 'SMS', 'IVR', 'TOTP', 'BACKUPCODE'],
  ...['FIDO2', 'PUSH', 'TOUCHID', 'FACE', 'PATTERN'],
];

describe('native: the lists of verification methods', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const available = (token: string | undefined) =>
    house.ask(
      house.verificationUrl,
      { method: 'GET', path: '/verification-srv/config/list' },
      token,
    );
  const configured = (token: string | undefined, body?: unknown) =>
    house.ask(
      house.verificationUrl,
      { method: 'POST', path: '/verification-srv/v2/setup/users/configured/list', body },
      token,
    );
  const typesOf = (answer: Answer): string[] =>
    (answer.body as { data: { configured_list: { type: string }[] } }).data.configured_list.map(
      ({ type }) => type,
    );

  it('shows the whole catalogue, in a stable order, VOICE and SECURITY_QUESTION never (NIST-3.1.1.2-7,8)', async () => {
    const person = await house.person({});
    const answer = await available(person.token());
    expect(answer.status).toBe(200);
    const list = answer.body as { verificationType: string; active: boolean }[];
    expect(list.map(({ verificationType }) => verificationType)).toEqual(CATALOGUE);
    expect(list.find(({ verificationType }) => verificationType === 'PASSWORD')?.active).toBe(true);
    expect(list.find(({ verificationType }) => verificationType === 'FACE')?.active).toBe(false);
  });

  it('are shown to nobody with a forged, mistyped or foreign token (R25c, ASVS-9.1.1, ASVS-9.2.1)', async () => {
    const person = await house.person({ email: true });
    for (const [kind, forge] of Object.entries(FORGERIES)) {
      for (const list of [available, configured]) {
        const answer = await list(forge(person));
        expect({ kind, ...answer }).toMatchObject({ kind, ...nativeRefusal('invalid_token') });
      }
    }
  });

  it('shows what a person has configured, masked, PASSWORD with no mediums', async () => {
    const person = await house.person({
      email: 'muster.mannheim1test@gmail.com',
      password: 'a current passphrase of mine',
    });
    const body = { deviceInfo: { deviceId: '', location: { lat: '', lon: '' } } };
    expect((await configured(person.token(), body)).body).toEqual({
      success: true,
      status: 200,
      data: {
        configured_list: [
          {
            type: 'EMAIL',
            mediums: [{ id: expect.any(String), key_name: 'muster.*********test@g***l.com' }],
          },
          { type: 'PASSWORD', mediums: [] },
        ],
      },
    });
  });

  it('takes no body, an empty one and a free-form one, and nothing else', async () => {
    const token = (await house.person({})).token();
    expect((await configured(token)).status).toBe(200);
    expect((await configured(token, {})).status).toBe(200);
    expect((await configured(token, { deviceInfo: { anything: [1] } })).status).toBe(200);
    expect(await configured(token, { deviceInfo: null })).toMatchObject(
      nativeRefusal('invalid_request'),
    );
    expect(await configured(token, { sub: 'x' })).toMatchObject(nativeRefusal('invalid_request'));
  });

  it('shows PASSWORD from the very commit that set it', async () => {
    const person = await house.person({ email: true });
    const token = person.token();
    expect(typesOf(await configured(token))).toEqual(['EMAIL']);
    const password = 'my very first passphrase';
    const request = { method: 'POST', path: '/password-srv/password' };
    const body = { password, confirmPassword: password };
    await house.ask(house.passwordUrl, { ...request, body }, token);
    expect(typesOf(await configured(token))).toEqual(['EMAIL', 'PASSWORD']);
  });

  it('ends other sessions here too, with the commit of the change (R06, ASVS-7.4.1)', async () => {
    const current = 'a current passphrase of mine';
    const person = await house.person({ password: current });
    const [own, other] = [person.token(), person.token()];
    expect((await configured(other)).status).toBe(200);
    const sent = nativeTongue.change({ current, next: 'quite another passphrase 58' });
    await house.ask(house.passwordUrl, sent, own);
    expect(await configured(other)).toMatchObject(nativeRefusal('invalid_token'));
    expect(await available(other)).toMatchObject(nativeRefusal('invalid_token'));
    expect((await configured(own)).status).toBe(200);
    expect((await configured(await house.freshToken(person))).status).toBe(200);
  });

  it('answers for unknown, foreign and disabled people alike (R25d, ASVS-7.4.2)', async () => {
    const disabled = await house.person({ status: 'disabled' });
    const unknown = (await house.person({})).token({ sub: 'nobody-at-all' });
    const answers = await Promise.all([configured(disabled.token()), configured(unknown)]);
    for (const answer of answers) {
      expect(answer).toMatchObject(nativeRefusal('invalid_token'));
    }
    const told = answers.map(({ body }) => ({ ...(body as object), refnum: '' }));
    expect(told[0]).toEqual(told[1]);
  });

  it('hides a switched-off method from both lists at once', async () => {
    const person: Person = await house.person({ email: true, password: 'a current passphrase' });
    await house.switchMethod(person.tenant, 'PASSWORD', false);
    expect(typesOf(await configured(person.token()))).toEqual(['EMAIL']);
    const list = (await available(person.token())).body as { active: boolean }[];
    expect(list[0]).toEqual({ verificationType: 'PASSWORD', active: false });
  });

  it('speaks native for what goes wrong before a controller', async () => {
    const token = (await house.person({})).token();
    expect(await available(undefined)).toMatchObject(nativeRefusal('invalid_token'));
    const path = '/verification-srv/v2/no/such/route';
    const missing = await house.ask(house.verificationUrl, { method: 'GET', path }, token);
    expect(missing).toMatchObject(nativeRefusal('not_found'));
  });
});
