import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House } from '../support/house.js';
import { openHouse } from '../support/house.js';

const PATH = '/password-srv/settings/clients';

const NONE = { origins: [], pages: {}, mfa_v1: false };
const SOME = {
  origins: ['https://shop.example', 'http://localhost'],
  pages: { reset: 'https://id.example/reset', reset_done: 'https://id.example/done' },
  mfa_v1: true,
};

describe('admin: the clients that a tenant has registered', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const admin = async () => house.person({ admin: true });
  const read = (token: string) =>
    house.ask(house.passwordUrl, { method: 'GET', path: PATH }, token);
  const write = (token: string, body: unknown, etag?: string | null) =>
    house.send(
      house.passwordUrl,
      { method: 'PUT', path: PATH },
      {
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(etag ? { 'if-match': etag } : {}),
        },
        body: JSON.stringify(body),
      },
    );

  it('are saved by version, and journaled', async () => {
    const dora = await admin();
    const token = dora.token({ scope: 'tenant:admin' });
    const before = await read(token);
    expect(before).toMatchObject({ status: 200, body: NONE });
    const saved = await write(token, SOME, before.headers.get('etag'));
    expect(saved).toMatchObject({ status: 200, body: SOME });
    expect(await write(token, NONE, before.headers.get('etag'))).toMatchObject({ status: 412 });
    expect(await write(token, NONE)).toMatchObject({ status: 428 });
    const now = await read(token);
    expect(now.body).toEqual(SOME);
    expect(now.headers.get('etag')).toBe(saved.headers.get('etag'));
    expect(await write(token, NONE, now.headers.get('etag'))).toMatchObject({ status: 200 });
    expect((await read(token)).body).toEqual(NONE);
    expect(await house.events(dora)).toEqual(['clients_changed', 'clients_changed']);
  });

  it('are the business of admins who have signed in just now (ASVS-7.5.1)', async () => {
    const nobody = (await house.person({})).token({ scope: 'tenant:admin' });
    expect(await read(nobody)).toMatchObject({ status: 403 });
    const dora = await admin();
    expect(await read(dora.token())).toMatchObject({ status: 403 });
    const old = dora.token({ scope: 'tenant:admin', authAge: 301 });
    expect(await read(old)).toMatchObject({ status: 200 });
    const stale = await write(old, SOME, '"0"');
    expect(stale).toMatchObject({ status: 401 });
    expect(stale.headers.get('www-authenticate')).toContain('max_age="300"');
  });

  it.each([
    ['no object', [], 'body'],
    ['part of it', { origins: [], mfa_v1: false }, 'pages'],
    ['a field too many (R13)', { ...NONE, tenant: 'x' }, 'tenant'],
    ['one origin', { ...NONE, origins: 'https://shop.example' }, 'origins'],
    ['a wildcard', { ...NONE, origins: ['https://shop.example', '*'] }, 'origins[1]'],
    ['a number for an origin (R14)', { ...NONE, origins: [7] }, 'origins[0]'],
    [
      'too many origins',
      { ...NONE, origins: Array.from({ length: 101 }, (_, n) => `https://h${String(n)}.example`) },
      'origins',
    ],
    ['pages without names', { ...NONE, pages: ['https://id.example'] }, 'pages'],
    ['no pages', { ...NONE, pages: null }, 'pages'],
    ['a page nobody knows', { ...NONE, pages: { home: 'https://id.example' } }, 'pages.home'],
    ['a page in the open', { ...NONE, pages: { reset: 'http://id.example' } }, 'pages.reset'],
    ['a page with a fragment', { ...NONE, pages: { reset: 'https://i.example#a' } }, 'pages.reset'],
    ['a path that names a host', { ...NONE, pages: { reset: '//evil.example' } }, 'pages.reset'],
    ['a switch that says neither', { ...NONE, mfa_v1: 'yes' }, 'mfa_v1'],
  ])('are refused as %s, by name of the field', async (_what, body, field) => {
    const dora = await admin();
    const answer = await write(dora.token({ scope: 'tenant:admin' }), body, '"0"');
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect(await house.events(dora)).toEqual([]);
  });
});
