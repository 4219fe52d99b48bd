import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { accountV3Tongue } from './account-v3.tongue.js';
import { mobileV2Tongue } from './mobile-v2.tongue.js';
import { nativeTongue } from './native.tongue.js';
import { profileV1Tongue } from './profile-v1.tongue.js';

const SHOP = 'https://shop.example';
const OTHER_SHOP = 'https://other-shop.example';
const PATH = '/password-srv/settings/clients';
const CURRENT = 'a current passphrase of mine';

/** What clients of the published interfaces send. */
const ALLOWED =
  'accept, cache-control, authorization, content-type, idempotency-key, requestId, trackId, lat, lon, acceptlanguage, accept-language'.split(
    ', ',
  );

describe('pages of other origins', () => {
  let house: House;
  let person: Person;

  beforeAll(async () => {
    house = await openHouse();
    person = await registered(SHOP);
    await registered(OTHER_SHOP);
  });
  afterAll(() => house.close());

  const save = async (admin: Person, origins: readonly string[]) => {
    const authorization = `Bearer ${admin.token({ scope: 'tenant:admin' })}`;
    const read = { method: 'GET', path: PATH };
    const { headers } = await house.send(house.passwordUrl, read, { headers: { authorization } });
    return house.send(
      house.passwordUrl,
      { method: 'PUT', path: PATH },
      {
        headers: {
          authorization,
          'content-type': 'application/json',
          'if-match': headers.get('etag') ?? '',
        },
        body: JSON.stringify({ origins, pages: {}, mfa_v1: false }),
      },
    );
  };
  const registered = async (origin: string): Promise<Person> => {
    const admin = await house.person({ password: CURRENT, admin: true, email: true });
    expect(await save(admin, [origin])).toMatchObject({ status: 200 });
    return admin;
  };
  const preflight = (url: string, path: string, origin: string, method = 'PUT') =>
    house.send(
      url,
      { method: 'OPTIONS', path },
      {
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': ALLOWED.join(',').toLowerCase(),
        },
      },
    );
  const allowed = (headers: Headers) => headers.get('access-control-allow-origin');

  const services = () =>
    [
      [house.passwordUrl, '/password-srv/password'],
      [house.verificationUrl, '/verification-srv/config/list'],
    ] as const;

  it('get a preflight answered on both services for every registered origin, and no other', async () => {
    for (const [url, path] of services()) {
      for (const origin of [SHOP, OTHER_SHOP, 'https://id.example']) {
        const answer = await preflight(url, path, origin);
        expect(answer.status).toBe(204);
        expect(allowed(answer.headers)).toBe(origin);
        expect(answer.headers.get('vary')).toMatch(/\borigin\b/i);
        expect(answer.headers.get('access-control-allow-methods')).toMatch(/PUT/);
        const names = answer.headers.get('access-control-allow-headers')?.split(', ');
        expect(names).toEqual(expect.arrayContaining(ALLOWED));
      }
      for (const origin of ['https://evil.example', 'null', 'http://localhost:5173', `${SHOP}.x`]) {
        const answer = await preflight(url, path, origin);
        expect(answer.status).toBe(404);
        expect(allowed(answer.headers)).toBeNull();
      }
    }
  });

  it('are never answered with a wildcard or with credentials allowed', async () => {
    const { headers } = await preflight(house.passwordUrl, '/password-srv/password', SHOP);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(allowed(headers)).not.toBe('*');
  });

  it('are no clients of internal routes', async () => {
    for (const path of ['/internal/v1/passwords/verify', '/range/21BD1', '/metrics']) {
      expect((await preflight(house.passwordUrl, path, SHOP, 'POST')).status).toBe(404);
    }
  });

  it('may use a token of a tenant that lists them, not of another one (403)', async () => {
    const ask = (url: string, path: string, headers: Record<string, string>) =>
      house.send(
        url,
        { method: 'GET', path },
        { headers: { authorization: `Bearer ${person.token()}`, ...headers } },
      );
    const places = [
      [house.passwordUrl, '/password-srv/requirements'],
      [house.passwordUrl, '/password-srv/policy'],
      [house.verificationUrl, '/verification-srv/config/list'],
    ] as const;
    for (const [url, path] of places) {
      const own = await ask(url, path, { origin: SHOP });
      expect(own.status).toBe(200);
      expect(allowed(own.headers)).toBe(SHOP);
      expect(own.headers.get('vary')).toMatch(/\borigin\b/i);
      const program = await ask(url, path, {});
      expect(program.status).toBe(200);
      expect(program.headers.get('vary')).toMatch(/\borigin\b/i);
      expect(allowed(program.headers)).toBeNull();
      const foreign = await ask(url, path, { origin: OTHER_SHOP });
      expect(foreign.status).toBe(403);
      expect(JSON.stringify(foreign.body)).toContain('forbidden');
      expect((await ask(url, path, { origin: 'https://evil.example' })).status).toBe(403);
      expect((await ask(url, path, { origin: 'https://id.example' })).status).toBe(200);
      const samePage = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'same-origin' };
      expect((await ask(url, path, samePage)).status).toBe(200);
      expect((await ask(url, path, {})).status).toBe(200);
    }
  });

  it('change nothing with a token of a tenant that does not list them', async () => {
    const before = house.hashes();
    const answer = await house.send(
      house.passwordUrl,
      { method: 'PUT', path: '/password-srv/password' },
      {
        headers: {
          authorization: `Bearer ${person.token()}`,
          'content-type': 'application/json',
          origin: OTHER_SHOP,
        },
        body: JSON.stringify({
          old_password: CURRENT,
          new_password: 'quite another passphrase 58',
          confirm_password: 'quite another passphrase 58',
        }),
      },
    );
    expect(answer).toMatchObject(nativeTongue.refusal('forbidden'));
    expect(house.hashes()).toBe(before);
    expect(await house.verifies(person, CURRENT)).toBe(true);
  });

  const tongues = [nativeTongue, mobileV2Tongue, accountV3Tongue, profileV1Tongue];
  it.each(tongues.map((tongue) => [tongue.name, tongue] as const))(
    'can read what %s refuses, also before anybody is known',
    async (_name, tongue) => {
      const sent = tongue.change({ current: CURRENT, next: 'quite another passphrase 58' });
      const refusals = [
        ['invalid_token', {}, '{}'],
        ['invalid_request', { authorization: `Bearer ${person.token()}` }, '{'],
        ['body_too_large', {}, 'x'.repeat(20_000)],
        ['unsupported_media_type', { 'content-type': 'text/plain' }, 'x'],
      ] as const;
      for (const [word, more, body] of refusals) {
        const headers = { origin: SHOP, 'content-type': 'application/json', ...more };
        const answer = await house.send(house.passwordUrl, sent, { headers, body });
        expect(answer.status).toBe(tongue.refusal(word).status);
        expect(allowed(answer.headers)).toBe(SHOP);
        const exposed = answer.headers.get('access-control-expose-headers')?.split(', ');
        expect(exposed).toEqual(expect.arrayContaining(['retry-after', 'www-authenticate']));
      }
    },
  );

  it('can read that there is nothing under a path', async () => {
    const lost = { method: 'GET', path: '/password-srv/nothing/here' };
    const answer = await house.send(house.passwordUrl, lost, { headers: { origin: SHOP } });
    expect(answer.status).toBe(404);
    expect(allowed(answer.headers)).toBe(SHOP);
  });

  it('are served from the moment they are registered until they are not', async () => {
    const page = 'https://short-lived.example';
    const admin = await house.person({ admin: true });
    const known = async () =>
      (await preflight(house.passwordUrl, '/password-srv/password', page)).status === 204;
    expect(await known()).toBe(false);
    expect((await save(admin, [page])).status).toBe(200);
    expect(await known()).toBe(true);
    expect((await save(admin, [])).status).toBe(200);
    expect(await known()).toBe(false);
  });
});
