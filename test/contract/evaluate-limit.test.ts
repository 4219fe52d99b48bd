import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import type { Answer } from './tongue.js';

describe('self-service: a password on trial', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const evaluate = async (person: Person) =>
    house.ask(
      house.passwordUrl,
      { method: 'POST', path: '/password-srv/policy/evaluate', body: { password: 'abc' } },
      await house.freshToken(person),
    );

  it('may be tried 60 times a minute by one person, whatever the session (R03, RFC6585-4)', async () => {
    const person = await house.person({});
    const all: Answer[] = [];
    for (let batch = 0; batch < 10; batch += 1) {
      all.push(...(await Promise.all(Array.from({ length: 7 }, () => evaluate(person)))));
    }
    const refused = all.filter(({ status }) => status === 429);
    expect(all.filter(({ status }) => status === 200)).toHaveLength(60);
    expect(refused).toHaveLength(10);
    for (const { body, headers } of refused) {
      expect(body).toMatchObject({ status: 429, code: 'too_many_attempts' });
      const seconds = Number(headers.get('retry-after'));
      expect(seconds >= 1 && seconds <= 60).toBe(true);
    }
    const colleague = await house.person({ sameTenantAs: person });
    expect(await evaluate(colleague)).toMatchObject({ status: 200 });
    await house.elapse(person, 60);
    expect(await evaluate(person)).toMatchObject({ status: 200 });
  });
});
