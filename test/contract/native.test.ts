import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { changesPasswords } from './change.behaviour.js';
import { answersOnce } from './idempotency.behaviour.js';
import { refusesMalformedChanges } from './malformed.behaviour.js';
import { nativeTongue } from './native.tongue.js';

changesPasswords(nativeTongue);
answersOnce(nativeTongue);
refusesMalformedChanges(nativeTongue);

const CURRENT = 'a current passphrase of mine';
const NEXT = 'quite another passphrase 58';

describe('native, as published', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const ask = (person: Person, method: string, body: unknown) =>
    house.ask(house.passwordUrl, { method, path: '/password-srv/password', body }, person.token());
  const set = (person: Person, password: string) =>
    ask(person, 'POST', { password, confirmPassword: password });
  const change = (person: Person, new_password: string) =>
    ask(person, 'PUT', { old_password: CURRENT, new_password, confirm_password: new_password });
  const lists = async (person: Person) => {
    const url = house.verificationUrl;
    const available = { method: 'GET', path: '/verification-srv/config/list' };
    const configured = { method: 'POST', path: '/verification-srv/v2/setup/users/configured/list' };
    const token = await house.freshToken(person);
    const mine = await house.ask(url, configured, token);
    return {
      available: (await house.ask(url, available, token)).body,
      configured: (mine.body as { data: { configured_list: unknown[] } }).data.configured_list,
    };
  };

  it('1. Configure/Setup Password: set up a password as one of the verification methods', async () => {
    const person = await house.person({ email: true });
    const password = { type: 'PASSWORD', mediums: [] };
    expect((await lists(person)).configured).not.toContainEqual(password);
    expect((await set(person, NEXT)).status).toBe(200);
    expect((await lists(person)).configured).toContainEqual(password);
  });

  it('2. Change Existing Password: change the current password to a new one', async () => {
    const person = await house.person({ password: CURRENT });
    expect((await change(person, NEXT)).status).toBe(200);
    expect(await house.verifies(person, NEXT)).toBe(true);
  });

  it('Get available verification methods: PASSWORD is among them once the instance allows it', async () => {
    const person = await house.person({ password: CURRENT });
    await house.switchMethod(person.tenant, 'PASSWORD', false);
    const off = { verificationType: 'PASSWORD', active: false };
    expect((await lists(person)).available).toContainEqual(off);
    await house.switchMethod(person.tenant, 'PASSWORD', true);
    expect((await lists(person)).available).toContainEqual({ ...off, active: true });
  });

  it('Change the Password: the PUT accepts the new entered password', async () => {
    const answer = await change(await house.person({ password: CURRENT }), NEXT);
    expect(answer.body).toEqual(nativeTongue.done);
  });

  it('Set new Password: for users who signed up passwordless or using a social provider', async () => {
    const answer = await set(await house.person({ email: true }), NEXT);
    expect(answer.body).toEqual(nativeTongue.done);
    const twice = await set(await house.person({ password: CURRENT, email: true }), NEXT);
    expect(twice).toMatchObject(nativeTongue.refusal('password_already_set'));
  });

  it.each([
    ['pwned passwords', 'password123', 'password_breached'],
    ['a password that is not matching the policy', 'tiny words', 'password_policy_violated'],
  ])('Handling of Error Messages: %s', async (_what, wish, word) => {
    const person = await house.person({ password: CURRENT });
    expect(await change(person, wish)).toMatchObject(nativeTongue.refusal(word));
    const first = await house.person({ email: true });
    expect(await set(first, wish)).toMatchObject(nativeTongue.refusal(word));
  });

  it('Handling of Error Messages: every required variable that is not provided is named', async () => {
    const person = await house.person({ password: CURRENT });
    const text = async (method: string) => JSON.stringify((await ask(person, method, {})).body);
    const put = await text('PUT');
    for (const name of ['old_password', 'new_password', 'confirm_password']) {
      expect(put).toContain(name);
    }
    const post = await text('POST');
    for (const name of ['password', 'confirm_password']) expect(post).toContain(name);
  });
});
