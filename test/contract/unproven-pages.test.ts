import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { resetClient } from '../support/reset-client.js';
import { mfaV1Refusal } from './mfa-v1.tongue.js';
import { nativeRefusal } from './native.tongue.js';
import { named } from './ticketed.js';
import type { Answer, Sent } from './tongue.js';

const LISTED = 'https://shop.example';
const PAGE = 'https://app.example';

/** A request without a token says its tenant itself; which page it comes from, only a browser says. */
describe('a page that asks for people who have proven nothing', () => {
  let house: House;
  let person: Person;
  let foreign: Person;
  let request: string;

  beforeAll(async () => {
    house = await openHouse({ mfaV1: true });
    person = await house.person({ password: 'the passphrase I forgot', email: true });
    foreign = await house.person({ password: 'the passphrase I forgot', email: true });
    await house.rows(
      `INSERT INTO tenancy.registered_clients AS c (tenant, origins, pages, mfa_v1)
       VALUES ($1, $2, $3, true) ON CONFLICT (tenant) DO UPDATE SET origins = $2, pages = $3`,
      [person.tenant, [LISTED], JSON.stringify({ reset: `${PAGE}/reset`, reset_done: '/done' })],
    );
    request = await resetClient(house).begun(person);
  });
  afterAll(() => house.close());

  const steps = (whose: Person): readonly (readonly [string, Sent])[] => {
    const { tenant, subject } = whose;
    const post = (path: string, body: object): Sent => ({ method: 'POST', path, body });
    const how = { resetMedium: 'EMAIL', processingType: 'CODE' };
    const accepted = { exchangeId: 'x', password: 'p', confirmPassword: 'p' };
    return [
      ['password', post('/users-srv/resetpassword/initiate', { tenant, sub: subject, ...how })],
      [
        'password',
        post('/users-srv/resetpassword/validatecode', { resetRequestId: request, code: 'x' }),
      ],
      [
        'password',
        post('/users-srv/resetpassword/accept', { resetRequestId: request, ...accepted }),
      ],
      ['password', post('/auth/v1/mfa/password/validate', { ...named(whose), password: 'guess' })],
      ['verification', post('/verification-srv/v2/setup/public/configured/list', { tenant })],
    ];
  };
  const from = (origin: string, [service, sent]: readonly [string, Sent]): Promise<Answer> => {
    const url = service === 'password' ? house.passwordUrl : house.verificationUrl;
    return house.ask(url, { ...sent, headers: { origin } });
  };
  const stepOf = (n: number): readonly [string, Sent] => {
    const step = steps(person)[n];
    if (!step) throw new Error('no such step');
    return step;
  };
  const refusalOf = ([, { path }]: readonly [string, Sent]) =>
    path.startsWith('/auth/') ? mfaV1Refusal('forbidden') : nativeRefusal('forbidden');

  it.each([0, 1, 2, 3, 4])(
    'step %i: is one that the tenant lists, or sends people to',
    async (n) => {
      const step = stepOf(n);
      for (const origin of [LISTED, PAGE, 'https://id.example']) {
        expect((await from(origin, step)).status).not.toBe(403);
      }
    },
  );

  it.each([0, 1, 2, 3, 4])(
    'step %i: is none of another tenant, and none without name',
    async (n) => {
      const step = stepOf(n);
      for (const origin of [
        'https://evil.example',
        'null',
        `${PAGE}.evil.example`,
        `${PAGE}:8443`,
      ]) {
        expect(await from(origin, step)).toMatchObject(refusalOf(step));
      }
    },
  );

  it('of one tenant does not speak for the people of another', async () => {
    for (const step of steps(foreign)) {
      if (JSON.stringify(step).includes(request)) continue;
      expect(await from(LISTED, step)).toMatchObject(refusalOf(step));
    }
  });

  it('leaves nothing behind where it is refused: no request, no guess', async () => {
    const count = () =>
      house.rows('SELECT tries FROM credentials.reset_request WHERE tenant = $1', [person.tenant]);
    const before = JSON.stringify(await count());
    for (const step of steps(person)) await from('https://evil.example', step);
    expect(JSON.stringify(await count())).toBe(before);
  });
});
