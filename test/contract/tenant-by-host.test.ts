import { request } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';

const HOST = 'id.acme.example';

describe('a request without token that names no tenant', () => {
  let house: House;
  let usual: Person;
  let acme: Person;
  let named: Person;

  beforeAll(async () => {
    house = await openHouse({ firstIsDefault: true });
    usual = await house.person({ preset: 'legacy', email: true });
    acme = await house.person({ preset: 'pci-dss-4', email: true });
    named = await house.person({ preset: 'nist-800-63b-4', email: true });
    await house.rows('INSERT INTO tenancy.host (host, tenant) VALUES ($1, $2)', [
      HOST,
      acme.tenant,
    ]);
    await house.rows(`UPDATE tenancy.settings SET methods = '{EMAIL}' WHERE tenant = $1`, [
      acme.tenant,
    ]);
  });
  afterAll(() => house.close());

  /** Fetch would send the host of the URL. */
  const send = (url: string, { method = 'POST', path = '', host = '', body = {} }) =>
    new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
      const headers = { host, 'content-type': 'application/json' };
      const sent = request(`${url}${path}`, { method, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode, body: JSON.parse(text) as unknown });
        });
      });
      sent.on('error', reject);
      sent.end(method === 'GET' ? undefined : JSON.stringify(body));
    });

  const presetOn = async (host: string, query = '') => {
    const path = `/password-srv/policy${query}`;
    const { body } = await send(house.passwordUrl, { method: 'GET', path, host });
    return (body as { preset: string }).preset;
  };
  const beforeLogin = async (host: string, more: object = {}, query = '') => {
    const path = `/verification-srv/v2/setup/public/configured/list${query}`;
    const { body } = await send(house.verificationUrl, { path, host, body: more });
    const { configured_list } = (body as { data: { configured_list: { type: string }[] } }).data;
    return configured_list.map(({ type }) => type);
  };
  const resetsOf = async ({ tenant }: Person) => {
    const rows = await house.rows('SELECT 1 FROM credentials.reset_request WHERE tenant = $1', [
      tenant,
    ]);
    return rows.length;
  };
  const reset = (host: string, more: object = {}, query = '') => {
    const path = `/users-srv/resetpassword/initiate${query}`;
    const body = { email: 'a@b.example', resetMedium: 'EMAIL', processingType: 'CODE', ...more };
    return send(house.passwordUrl, { path, host, body });
  };

  it.each([HOST, `${HOST}:8443`, 'ID.Acme.Example.', `${HOST}.:443`])(
    'belongs to the tenant whose host it came to: %s',
    async (host) => {
      expect(await presetOn(host)).toBe('pci-dss-4');
      expect(await beforeLogin(host)).toEqual(['EMAIL']);
      const before = await resetsOf(acme);
      expect((await reset(host)).status).toBe(200);
      expect(await resetsOf(acme)).toBe(before + 1);
    },
  );

  it.each(['127.0.0.1', 'www.id.acme.example', 'example', '[::1]:3001', 'a b', 'x'.repeat(300)])(
    'belongs to the default tenant on any other host: %s',
    async (host) => {
      expect(await presetOn(host)).toBe('legacy');
      expect(await beforeLogin(host)).toContain('PASSWORD');
      const before = await resetsOf(usual);
      expect((await reset(host)).status).toBe(200);
      expect(await resetsOf(usual)).toBe(before + 1);
    },
  );

  it('that does name one belongs to that one, in query or body, on whatever host', async () => {
    const { tenant } = named;
    const query = `?tenant=${tenant}`;
    expect(await presetOn(HOST, query)).toBe('nist-800-63b-4');
    expect(await beforeLogin(HOST, { tenant })).toContain('PASSWORD');
    expect(await beforeLogin(HOST, {}, query)).toContain('PASSWORD');
    expect((await reset(HOST, { tenant })).status).toBe(200);
    expect((await reset(HOST, {}, query)).status).toBe(200);
    expect(await resetsOf(named)).toBe(2);
  });

  it('is 400 where neither its host nor a default names one', async () => {
    const other = await openHouse();
    const field = [expect.objectContaining({ field: 'tenant' })];
    try {
      const path = '/password-srv/policy';
      expect(
        await send(other.passwordUrl, { method: 'GET', path, host: 'nobody.example' }),
      ).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', errors: field },
      });
      for (const [url, asked] of [
        [other.verificationUrl, '/verification-srv/v2/setup/public/configured/list'],
        [other.passwordUrl, '/users-srv/resetpassword/initiate'],
      ] as const) {
        const body = asked.startsWith('/users')
          ? { email: 'a@b.example', resetMedium: 'EMAIL', processingType: 'CODE' }
          : {};
        expect(await send(url, { path: asked, host: 'nobody.example', body })).toMatchObject({
          status: 400,
          body: { error: { error: 'invalid_request', error_description: 'tenant is missing' } },
        });
      }
    } finally {
      await other.close();
    }
  });
});
