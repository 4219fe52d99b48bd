import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { changesPasswords } from './change.behaviour.js';
import { answersOnce } from './idempotency.behaviour.js';
import { refusesMalformedChanges } from './malformed.behaviour.js';
import { profileV1Tongue } from './profile-v1.tongue.js';

changesPasswords(profileV1Tongue);
answersOnce(profileV1Tongue);
refusesMalformedChanges(profileV1Tongue);

const PATH = '/v1/users/profile/change-password';
const CURRENT = 'a current passphrase of mine';
const NEXT = 'quite another passphrase 58';

describe('profile-v1, as published', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const someone = (): Promise<Person> => house.person({ password: CURRENT });
  const change = (person: Person, body: unknown) =>
    house.ask(house.passwordUrl, { method: 'POST', path: PATH, body }, person.token());
  const refusal = (code: number, message: string) => ({ status: false, error: { code, message } });

  it('header authorization, Bearer <token>: says whose password it is', async () => {
    const [one, other] = [await someone(), await someone()];
    expect((await change(one, { oldPassword: CURRENT, newPassword: NEXT })).status).toBe(200);
    expect(await house.verifies(one, NEXT)).toBe(true);
    expect(await house.verifies(other, CURRENT)).toBe(true);
  });

  it.each(['oldPassword', 'newPassword'])('%s, string, required', async (field) => {
    const body: Record<string, unknown> = { oldPassword: CURRENT, newPassword: NEXT };
    delete body[field];
    const answer = await change(await someone(), body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 5000 } } });
    expect(JSON.stringify(answer.body)).toContain(field);
  });

  it.each([
    [7, 400, 5000],
    [8, 422, 5024],
    [128, 200, undefined],
    [129, 400, 5000],
  ])('newPassword of %s characters (≤ 128 and ≥ 8): %s', async (length, status, code) => {
    const newPassword = 'Qx7-ürst'.repeat(20).slice(0, length);
    const answer = await change(await someone(), { oldPassword: CURRENT, newPassword });
    expect(answer).toMatchObject({ status, body: code === undefined ? {} : { error: { code } } });
  });

  it('oldPassword of any length may be in force, so a short one is wrong and not invalid', async () => {
    const answer = await change(await someone(), { oldPassword: 'abc', newPassword: NEXT });
    expect(answer.body).toEqual(refusal(5023, 'Incorrect old password'));
  });

  /** An answer of each status, as it is documented. */
  const answered = async (status: number) => {
    const wish = { oldPassword: status === 400 ? 'not it' : CURRENT, newPassword: NEXT };
    if (status === 401) {
      const headers = { authorization: 'Bearer x.y.z' };
      return house.send(house.passwordUrl, { method: 'POST', path: PATH }, { headers });
    }
    return change(status === 404 ? await house.person({}) : await someone(), wish);
  };

  it.each([
    [200, 'status', 'boolean', true],
    [200, 'data', 'object', { passwordChanged: 'OK' }],
    [200, 'passwordChanged', 'string', 'OK'],
    [400, 'status', 'boolean', false],
    [400, 'error', 'object', { code: 5023, message: 'Incorrect old password' }],
    [400, 'code', 'number', 5023],
    [400, 'message', 'string', 'Incorrect old password'],
    [401, 'status', 'boolean', false],
    [401, 'error', 'object', { code: 4001, message: 'Unauthorized' }],
    [401, 'code', 'number', 4001],
    [401, 'message', 'string', 'Unauthorized'],
    [404, 'status', 'boolean', false],
    [404, 'error', 'object', { code: 3001, message: 'Entity not found' }],
    [404, 'code', 'number', 3001],
    [404, 'message', 'string', 'Entity not found'],
  ])('%s response: %s, %s, is %j', async (status, name, type, value) => {
    const answer = await answered(status);
    expect(answer.status).toBe(status);
    const body = answer.body as Readonly<Record<string, object>>;
    const said = new Map(
      [body, body['data'], body['error']].flatMap((part) => Object.entries(part ?? {})),
    );
    expect(said.get(name)).toEqual(value);
    expect(typeof said.get(name)).toBe(type);
  });

  it('401 response: 4002, No auth token', async () => {
    const answer = await house.send(house.passwordUrl, { method: 'POST', path: PATH }, {});
    expect(answer).toMatchObject({ status: 401, body: refusal(4002, 'No auth token') });
  });
});
