import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { allHavingRead } from '../support/held-tenant.js';

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

describe('policies as tools manage them, written at the same moment without If-Match', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const PATH = '/verification-actions-srv/policies';
  const admin = () => house.person({ admin: true, email: true });
  const ask = (method: string, admin: Person, group: string, policy_name?: string) => {
    const body = policy_name === undefined ? {} : { body: { policy_name, passwordPolicy: {} } };
    const sent = { method, path: `${PATH}/group:${group}`, ...body };
    return house.ask(house.passwordUrl, sent, admin.token({ scope: 'tenant:admin' }));
  };

  it.each(['PUT', 'DELETE'])('have one winner: a PUT and a %s', async (method) => {
    const dora = await admin();
    await ask('POST', dora, 'staff', 'First');
    const name = method === 'PUT' ? 'Theirs' : undefined;
    const answers = await allHavingRead(house.rows, dora, [
      () => ask('PUT', dora, 'staff', 'Mine'),
      () => ask(method, dora, 'staff', name),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await house.events(dora)).toHaveLength(2);
    const winner = answers[0]?.status === 200 ? 'Mine' : name;
    const read = await ask('GET', dora, 'staff');
    expect(read).toMatchObject(
      winner === undefined ? { status: 404 } : { body: { data: { policy_name: winner } } },
    );
  });

  it('do not exist already because others beside them are created', async () => {
    const dora = await admin();
    const groups = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const answers = await allHavingRead(
      house.rows,
      dora,
      groups.map((group) => () => ask('POST', dora, group, group)),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    for (const { status, headers } of refused) {
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    }
    // Whoever is beaten five times has seen five others win.
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(5);
    expect(await house.events(dora)).toHaveLength(answers.length - refused.length);
  });
});
