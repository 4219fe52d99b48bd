import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';

const FIRST = 'Quiet-harbour-58, at night';

describe('self-service: a password that its owner takes away', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const remove = (token: string | undefined, body: unknown) =>
    house.ask(house.passwordUrl, { method: 'DELETE', path: '/password-srv/password', body }, token);
  const own = async (person: Person, old_password = FIRST) =>
    remove(await house.freshToken(person), { old_password });
  const word = (error: string) => ({ code: error, error: { error } });

  it('is gone with every other session; this one stays (R06)', async () => {
    const person = await house.person({ password: FIRST, email: true });
    const [mine, other] = [person.token(), person.token()];
    expect(await remove(mine, { oldPassword: FIRST })).toMatchObject({
      status: 200,
      body: {
        success: true,
        data: { sub: person.subject, removed_at: expect.any(String), sessions: 'pending' },
      },
    });
    expect(await house.events(person)).toEqual(['password_removed']);
    expect(await house.arrivals(person)).toBe(1);
    expect(await remove(other, { old_password: FIRST })).toMatchObject({ status: 401 });
    expect(await remove(mine, { old_password: FIRST })).toMatchObject({
      status: 404,
      body: word('no_password_set'),
    });
  });

  it('stays where it is the last first factor, whatever second factors there are', async () => {
    const person = await house.person({ password: FIRST, totp: true });
    const before = house.hashes();
    expect(await own(person)).toMatchObject({ status: 409, body: word('last_first_factor') });
    expect(house.hashes()).toBe(before);
    const elsewhere = await house.person({ password: FIRST, sms: '+4915112345678' });
    await house.switchMethod(elsewhere.tenant, 'SMS', false);
    expect(await own(elsewhere)).toMatchObject({ status: 409 });
    expect(await house.verifies(person, FIRST)).toBe(true);
  });

  it('stays where it is not known, and guesses are counted (R10, R22)', async () => {
    const person = await house.person({ password: FIRST, email: true });
    for (let n = 0; n < 5; n += 1) {
      expect(await own(person, 'a wrong guess of it')).toMatchObject({
        status: 400,
        body: word('invalid_current_password'),
      });
    }
    const waiting = await own(person);
    expect(waiting).toMatchObject({ status: 429, body: word('too_many_attempts') });
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await house.verifies(person, FIRST)).toBe(true);
  });

  it('goes once, however many ask at once, and a change beside it wins or loses whole (R21)', async () => {
    const person = await house.person({ password: FIRST, email: true });
    const tokens = await Promise.all(Array.from({ length: 6 }, () => house.freshToken(person)));
    const answers = await Promise.all(
      tokens.map((token) => remove(token, { old_password: FIRST })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    for (const status of statuses) expect([200, 401, 404, 409]).toContain(status);
    expect(await house.events(person)).toEqual(['password_removed']);
  });

  it('needs a token of its owner and a body that means something (R13, R14)', async () => {
    const person = await house.person({ password: FIRST, email: true });
    const before = await house.fingerprint(person);
    const token = await house.freshToken(person);
    for (const body of [
      {},
      [],
      { old_password: '' },
      { old_password: [FIRST] },
      { old_password: null },
    ]) {
      expect(await remove(token, body)).toMatchObject({ status: 400 });
    }
    expect(await remove(token, { old_password: FIRST, sub: 'x' })).toMatchObject({ status: 400 });
    expect(await remove(undefined, { old_password: FIRST })).toMatchObject({ status: 401 });
    const service = await house.serviceToken('password:admin');
    expect(await remove(service, { old_password: FIRST })).toMatchObject({ status: 401 });
    const managed = await house.person({ password: FIRST, email: true, managedBy: 'enterprise' });
    expect(await own(managed)).toMatchObject({ status: 403, body: word('managed_identity') });
    expect(await house.fingerprint(person)).toBe(before);
  });
});
