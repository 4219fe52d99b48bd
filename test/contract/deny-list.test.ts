import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { hexOf, sha1Of } from '#libs/breach-corpus';

import type { House } from '../support/house.js';
import { openHouse } from '../support/house.js';

const PATH = '/password-srv/settings/deny-list';

describe('admin: the words that no password may be made of', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

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
  const read = (token: string) =>
    house.ask(house.passwordUrl, { method: 'GET', path: PATH }, token);

  it('bind the very next password and are journaled by their number (ASVS-6.1.2)', async () => {
    const dora = await house.person({ admin: true, email: true });
    const token = dora.token({ scope: 'tenant:admin' });
    const before = await read(token);
    expect(before).toMatchObject({ status: 200, body: { words: [] } });
    const words = Array.from({ length: 9_999 }, (_, n) => `filler ${String(n)} of the list`);
    const saved = await write(
      token,
      { words: [...words, 'wasserturm am ring', 'wasserturm am ring'].slice(0, 10_000) },
      before.headers.get('etag'),
    );
    expect(saved.status).toBe(200);
    expect(await write(token, { words: [] }, before.headers.get('etag'))).toMatchObject({
      status: 412,
    });
    expect(await write(token, { words: [] })).toMatchObject({ status: 428 });
    const password = 'Wasserturm-am-Ring!';
    const sent = {
      method: 'POST',
      path: '/password-srv/password',
      body: { password, confirmPassword: password },
    };
    expect(await house.ask(house.passwordUrl, sent, dora.token())).toMatchObject({
      status: 422,
      body: { error: { violations: [{ code: 'context_word', source: 'word_list' }] } },
    });
    expect((await write(token, { words: [] }, saved.headers.get('etag'))).status).toBe(200);
    expect((await house.ask(house.passwordUrl, sent, dora.token())).status).toBe(200);
    expect(await house.events(dora)).toEqual([
      'deny_list_changed',
      'deny_list_changed',
      'password_set',
    ]);
  });

  it('refuse a password that is one of them by the name of a listed one; no range tells of it', async () => {
    const dora = await house.person({ admin: true, email: true });
    const token = dora.token({ scope: 'tenant:admin' });
    const listed = `Quadratestadt ${dora.subject}`;
    const etag = (await read(token)).headers.get('etag');
    expect((await write(token, { words: [listed] }, etag)).status).toBe(200);
    const set = (password: string) => {
      const body = { password, confirmPassword: password };
      const sent = { method: 'POST', path: '/password-srv/password', body };
      return house.ask(house.passwordUrl, sent, dora.token());
    };
    const word = { code: 'context_word', source: 'word_list' };
    expect(await set(listed.toUpperCase())).toMatchObject({
      status: 422,
      body: {
        error: {
          error: 'password_breached',
          error_description: expect.stringContaining('stands on the list'),
          corpus_version: 'deny-list-1',
          violations: [{ code: 'breached', at_least: 1 }, word],
        },
      },
    });
    expect(await set(`${listed}!`)).toMatchObject({
      status: 422,
      body: { error: { error: 'password_policy_violated', violations: [word] } },
    });
    const hash = hexOf(sha1Of(listed.toLowerCase()));
    const range = await house.ask(
      house.passwordUrl,
      { method: 'GET', path: `/range/${hash.slice(0, 5)}` },
      await house.serviceToken('breach:read'),
    );
    expect(range.status).toBe(200);
    expect(JSON.stringify(range.body ?? '')).not.toContain(hash.slice(5));
  });

  it('are for admins, and nothing but words (R13, R14)', async () => {
    expect(await read((await house.person({})).token({ scope: 'tenant:admin' }))).toMatchObject({
      status: 403,
    });
    const token = (await house.person({ admin: true })).token({ scope: 'tenant:admin' });
    const strange = [
      [],
      { words: 'a' },
      { words: [7] },
      { words: [' '] },
      { words: [], tenant: 'x' },
    ];
    for (const body of strange) {
      expect(await write(token, body, '"0"')).toMatchObject({ status: 400 });
    }
  });
});
