import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { CURRENT, WRITING_ROUTES } from '../support/writing-routes.js';

/** Of the built-in list, one of them long enough for any preset. */
const LISTED = ['password123', 'passwordpassword'];

const UNLISTED = 'eleven quiet harbours';

describe('a breached password', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse({ mfaV1: true });
  });
  afterAll(() => house.close());

  it.each(Object.entries(WRITING_ROUTES))(
    'is refused as such and changes nothing by %s (NIST-3.1.1.2-blk-a, ASVS-6.2.12, R20)',
    async (_, { first, send, refusal }) => {
      const had = first ? {} : { password: CURRENT };
      const person = await house.person({ email: true, ...had });
      for (const listed of LISTED) {
        expect(await send(house, person, listed)).toMatchObject(refusal('password_breached'));
      }
      expect(await house.events(person)).toEqual([]);
      expect(await house.verifies(person, CURRENT)).toBe(!first);
      expect((await send(house, person, UNLISTED)).status).toBe(200);
      expect(await house.verifies(person, UNLISTED)).toBe(true);
    },
  );
});
