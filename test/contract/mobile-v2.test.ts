import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { changesPasswords } from './change.behaviour.js';
import { answersOnce } from './idempotency.behaviour.js';
import { refusesMalformedChanges } from './malformed.behaviour.js';
import { mobileV2Tongue } from './mobile-v2.tongue.js';

changesPasswords(mobileV2Tongue);
answersOnce(mobileV2Tongue);
refusesMalformedChanges(mobileV2Tongue);

const CURRENT = 'a current passphrase of mine';
const NEXT = 'quite another passphrase 58';

describe('mobile-v2, as published', () => {
  let house: House;
  let person: Person;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const someone = async (): Promise<Person> => {
    person = await house.person({ password: CURRENT, email: true });
    return person;
  };
  const change = (currentPassword: string, newPassword: string) =>
    house.ask(
      house.passwordUrl,
      {
        method: 'PUT',
        path: '/v2/mobile/password/change',
        body: { currentPassword, newPassword },
      },
      person.token(),
    );

  it('step 1: the request includes the current password and the new password', async () => {
    await someone();
    const nothing = { method: 'PUT', path: '/v2/mobile/password/change', body: {} };
    const answer = await house.ask(house.passwordUrl, nothing, person.token());
    expect(answer).toMatchObject({
      status: 400,
      body: {
        success: false,
        error: {
          code: 'invalid_request',
          details: [{ field: 'currentPassword' }, { field: 'newPassword' }],
        },
      },
    });
  });

  it('step 2: the server verifies the current password and updates it to the new one', async () => {
    await someone();
    const wrong = await change('not it at all', NEXT);
    expect(wrong.body).toMatchObject({ error: { code: 'invalid_current_password' } });
    expect(await house.verifies(person, CURRENT)).toBe(true);
    expect((await change(CURRENT, NEXT)).status).toBe(200);
    expect(await house.verifies(person, NEXT)).toBe(true);
  });

  it('step 3: 200 OK along with information about the operation result', async () => {
    await someone();
    const { status, body } = await change(CURRENT, NEXT);
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, message: 'The password was changed.' });
    const { changedAt } = body as { readonly changedAt: string };
    expect(new Date(changedAt).toISOString()).toBe(changedAt);
  });

  it('step 4: the person is notified, by a job for the mail that the change itself has left', async () => {
    await someone();
    await change(CURRENT, NEXT);
    expect(await house.arrivals(person)).toBe(1);
  });

  it('names every rule that a new password does not meet, for apps to point at', async () => {
    await someone();
    expect(await change(CURRENT, 'too short')).toMatchObject({
      status: 422,
      body: {
        error: {
          code: 'password_policy_violated',
          details: [{ code: 'too_short', minimum: 15 }],
        },
      },
    });
  });
});
