import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House } from '../support/house.js';
import { openHouse } from '../support/house.js';

describe('admin: policies saved at the same moment', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const admin = async () =>
    (await house.person({ admin: true, email: true })).token({ scope: 'tenant:admin' });

  const save = (token: string, rules: object, etag: string, group?: string) =>
    house.send(
      house.passwordUrl,
      { method: 'PUT', path: `/password-srv/settings/policy${group ? `?group=${group}` : ''}` },
      {
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'if-match': etag,
        },
        body: JSON.stringify({ format: 1, rules }),
      },
    );

  it('are judged beside each other: of two that contradict each other only together, one is refused', async () => {
    for (let n = 0; n < 5; n += 1) {
      const token = await admin();
      const answers = await Promise.all([
        save(token, { maximum: 64 }, '"1"'),
        save(token, { minimum: 65 }, '"0"', 'operators'),
      ]);
      const statuses = answers.map(({ status }) => status);
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 422]);
    }
  });

  it('do not stand in each other’s way where they agree', async () => {
    const token = await admin();
    const groups = ['a', 'b', 'c', 'd', 'e'];
    const answers = await Promise.all(
      groups.map((group) => save(token, { minimum: 20 }, '"0"', group)),
    );
    expect(answers.map(({ status }) => status)).toEqual(groups.map(() => 200));
  });
});
