import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { QuickstartProcess } from '../support/quickstart.js';
import { asked, demoToken, openFolder, startQuickstart } from '../support/quickstart.js';

const ALICE = '4838dab3-6d88-4403-8dda-c1486754121a';
const PASSWORD = '/password-srv/password';
const SET = { sub: ALICE, password: 'MyTestPasswords$', confirmPassword: 'MyTestPasswords$' };

describe('quickstart on fresh data', () => {
  let folder: Awaited<ReturnType<typeof openFolder>>;
  let data: string;
  let quickstart: QuickstartProcess;

  beforeAll(async () => {
    folder = await openFolder();
    data = join(folder.path, 'data');
    quickstart = await startQuickstart({ folder: data });
  }, 120_000);
  afterAll(async () => {
    await quickstart.stop();
    await folder.remove();
  });

  describe('gives demo tokens', () => {
    const claimsOf = async (wish: Record<string, unknown>) =>
      (await demoToken(quickstart.url, wish)).claims;

    it('that say who, where, how, since when and in which session', async () => {
      const { claims, answer } = await demoToken(quickstart.url, { user: 'alice' });
      const { iat, exp, auth_time: since, sid, jti, epoch } = claims;
      expect(claims).toMatchObject({ sub: ALICE, tenant: 'demo', amr: ['pwd', 'otp', 'mfa'] });
      expect([Number(exp) - Number(iat), Number(since) - Number(iat)]).toEqual([900, 0]);
      expect([typeof sid, typeof jti, typeof epoch]).toEqual(['string', 'string', 'number']);
      expect(claims).not.toHaveProperty('scope');
      const { access_token: _token, ...rest } = answer;
      expect(rest).toEqual({ token_type: 'Bearer', expires_in: 900, sub: ALICE, tenant: 'demo' });
    });

    it('each for a new session', async () => {
      const [one, two] = [await claimsOf({ user: 'bob' }), await claimsOf({ user: 'bob' })];
      expect(one['sid']).not.toBe(two['sid']);
    });

    it.each([
      ['bob', ['otp', 'mfa'], 'demo'],
      ['carol', ['otp', 'mfa'], 'demo'],
      ['dora', ['pwd', 'otp', 'mfa'], 'demo'],
      ['erik', ['pwd'], 'legacy'],
      ['frida', ['pwd'], 'crm'],
    ])('in which %s signed in as usual', async (user, amr, tenant) => {
      expect(await claimsOf({ user })).toMatchObject({ amr, tenant });
    });

    it('as they are wished for', async () => {
      const wish = {
        user: 'alice',
        amr: ['pwd'],
        acr: 'x',
        auth_time_offset: -700,
        expires_in: 60,
      };
      const claims = await claimsOf(wish);
      const { iat, exp, auth_time: since } = claims;
      expect(claims).toMatchObject({ amr: ['pwd'], acr: 'x' });
      expect([Number(exp) - Number(iat), Number(since) - Number(iat)]).toEqual([60, -700]);
    });

    it('with the scopes that a person really has, and no others', async () => {
      expect(await claimsOf({ user: 'dora' })).toMatchObject({ scope: 'tenant:admin' });
      expect(await claimsOf({ user: 'dora', scope: '' })).not.toHaveProperty('scope');
      const alice = { user: 'alice', scope: 'tenant:admin' };
      const refused = await asked(quickstart.url, 'POST', '/demo/token', alice);
      expect(refused.status).toBe(400);
      expect(refused.body).toMatchObject({ code: 'invalid_request', errors: [{ field: 'scope' }] });
    });

    it('to a program, for every tenant and with any scope', async () => {
      const wish = { user: 'service', scope: 'password:verify anything:else' };
      const { claims, answer } = await demoToken(quickstart.url, wish);
      expect(claims).toMatchObject({ aud: 'latchkey-internal', scope: wish.scope, sub: 'service' });
      expect(claims).not.toHaveProperty('tenant');
      expect(answer).toMatchObject({ sub: 'service', tenant: null });
    });

    it.each([
      [{}, 'user'],
      [{ user: 'mallory' }, 'user'],
      [{ user: null }, 'user'],
      [{ user: 'alice', scope: 7 }, 'scope'],
      [{ user: 'alice', scope: 'a  b' }, 'scope'],
      [{ user: 'alice', amr: 'pwd' }, 'amr'],
      [{ user: 'alice', amr: [1] }, 'amr'],
      [{ user: 'alice', acr: '' }, 'acr'],
      [{ user: 'alice', auth_time_offset: 0.5 }, 'auth_time_offset'],
      [{ user: 'alice', expires_in: 0 }, 'expires_in'],
      [{ user: 'alice', expires_in: 86_401 }, 'expires_in'],
      [{ user: 'alice', sub: ALICE }, 'sub'],
    ])('but not for %j', async (wish, field) => {
      const { status, body } = await asked(quickstart.url, 'POST', '/demo/token', wish);
      expect(status).toBe(400);
      expect(body).toMatchObject({ errors: [{ field }] });
    });

    it('whose public key everybody can read, and only that', async () => {
      const { body } = await asked(quickstart.url, 'GET', '/demo/jwks.json');
      const [key, ...others] = (body as { keys: Record<string, unknown>[] }).keys;
      expect(others).toEqual([]);
      expect(Object.keys(key ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    });
  });

  it('answers the seed’s POST as documented: 409 for alice, 403 for bob as alice', async () => {
    const alice = await demoToken(quickstart.url, { user: 'alice' });
    const bob = await demoToken(quickstart.url, { user: 'bob' });
    expect((await asked(quickstart.url, 'POST', PASSWORD, SET, alice.token)).status).toBe(409);
    expect((await asked(quickstart.url, 'POST', PASSWORD, SET, bob.token)).status).toBe(403);
  });

  it('begins with an empty mailbox, because nobody did anything yet', async () => {
    expect((await asked(quickstart.url, 'GET', '/mailbox.json')).body).toEqual([]);
  });

  it('has pages that say what to try', async () => {
    const { status, body, headers } = await asked(quickstart.url, 'GET', '/');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(body).toContain('/demo/token');
  });
});
