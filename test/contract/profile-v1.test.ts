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

  it('200: passwordChanged OK', async () => {
    const answer = await change(await someone(), { oldPassword: CURRENT, newPassword: NEXT });
    expect(answer.body).toEqual({ status: true, data: { passwordChanged: 'OK' } });
  });

  it('400: 5023 Incorrect old password', async () => {
    const answer = await change(await someone(), { oldPassword: 'not it', newPassword: NEXT });
    expect(answer).toMatchObject({ status: 400, body: refusal(5023, 'Incorrect old password') });
  });

  it.each([
    ['4001 Unauthorized', { authorization: 'Bearer x.y.z' }, refusal(4001, 'Unauthorized')],
    ['4002 No auth token', {}, refusal(4002, 'No auth token')],
  ])('401: %s', async (_what, headers, body) => {
    const sent = { method: 'POST', path: PATH };
    const answer = await house.send(house.passwordUrl, sent, { headers });
    expect(answer).toMatchObject({ status: 401, body });
  });

  it('404: 3001 Entity not found', async () => {
    const nobody = await house.person({});
    const answer = await change(nobody, { oldPassword: CURRENT, newPassword: NEXT });
    expect(answer).toMatchObject({ status: 404, body: refusal(3001, 'Entity not found') });
  });
});
