import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { askRules } from '../support/policies.js';

const FIRST = 'Quiet-harbour-58, at night';
const SECOND = 'Distant mountains, 1 lake';

describe('the age and the history of a password', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const change = async (person: Person, old_password: string, new_password: string) => {
    const body = { old_password, new_password, confirm_password: new_password };
    const sent = { method: 'PUT', path: '/password-srv/password', body };
    return house.ask(house.passwordUrl, sent, await house.freshToken(person));
  };

  it('says when a password that is too young may be changed, and lets it be changed then', async () => {
    const dora = await house.person({ admin: true, email: true, password: FIRST });
    expect(await askRules(house, dora, { minimumAgeHours: 48 })).toMatchObject({ status: 200 });
    const refused = await change(dora, FIRST, SECOND);
    expect(refused).toMatchObject({
      status: 422,
      body: { error: { error: 'password_too_young' } },
    });
    const { changeable_at: at } = (refused.body as { error: { changeable_at: string } }).error;
    const hours = (new Date(at).getTime() - Date.now()) / 3_600_000;
    expect([at, Math.ceil(hours)]).toEqual([expect.stringMatching(/^\d{4}-.*Z$/), 24]);
    await house.elapse(dora, 24 * 3600);
    expect(await change(dora, FIRST, SECOND)).toMatchObject({ status: 200 });
  });

  it('names what is similar and used before at once, for no more hashes than a change', async () => {
    const dora = await house.person({
      email: true,
      preset: 'legacy',
      password: 'Harbour-58-Quiet',
    });
    const similar = 'Harbour-59-Quiet';
    for (const [old, next] of [
      ['Harbour-58-Quiet', 'Distant-mountain-1'],
      ['Distant-mountain-1', similar],
      [similar, 'Some-other-lake-77'],
      ['Some-other-lake-77', 'Harbour-60-Quiet'],
    ] as const) {
      expect(await change(dora, old, next)).toMatchObject({ status: 200 });
    }
    const before = house.hashes();
    expect(await change(dora, 'Harbour-60-Quiet', similar)).toMatchObject({
      status: 422,
      body: { error: { violations: [{ code: 'too_similar' }, { code: 'used_before' }] } },
    });
    expect(house.hashes() - before).toBe(2);
  });
});
