import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TenantId } from '#libs/identity';

import type { House } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { sql, testDatabase } from '../support/postgres.js';
import { mfaV1Refusal } from './mfa-v1.tongue.js';
import { nativeRefusal } from './native.tongue.js';
import type { Answer } from './tongue.js';

const PASSWORD = 'a current passphrase of mine';

const begunAnew = async (): Promise<void> => {
  const { ownerUrl } = await testDatabase();
  await sql(ownerUrl, 'DELETE FROM credentials.address_attempts');
};

describe('what one address may try', () => {
  let narrow: House;
  beforeAll(async () => {
    narrow = await openHouse({ triesPerMinute: 5, mfaV1: true });
    await begunAnew();
  });
  afterAll(() => narrow.close());

  it('is limited across people, tenants and both routes, whatever it says of itself (R03, R04)', async () => {
    const try_ = async (tenant: TenantId, n: number, route: string) => {
      const body = {
        ...{ deviceId: 'd', brand: tenant, identifierType: 'USERNAME', password: 'a guess' },
        identifierValue: `name-${String(n)}`,
        ...(route === 'change' && { newPassword: 'n', confirmPassword: 'n', token: 't' }),
      };
      const ip = `10.0.0.${String(n)}`;
      return narrow.send(
        narrow.passwordUrl,
        { method: 'POST', path: `/auth/v1/password/${route}` },
        {
          headers: {
            'content-type': 'application/json',
            ...{ 'x-forwarded-for': ip, 'x-real-ip': ip, forwarded: `for=${ip}` },
            'cf-connecting-ip': ip,
          },
          body: JSON.stringify(body),
        },
      );
    };
    const tenants = [(await narrow.person({})).tenant, (await narrow.person({})).tenant];
    const answers: Answer[] = [];
    for (let n = 0; n < 8; n += 1) {
      const tenant = tenants[n % 2];
      if (tenant) answers.push(await try_(tenant, n, n % 3 === 0 ? 'change' : 'validate'));
    }
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toEqual([401, 400, 400, 401, 400, 429, 429, 429]);
    expect(answers[5]).toMatchObject(mfaV1Refusal('too_many_attempts'));
    const wait = Number(answers[7]?.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(narrow.logged()).toContain('excess_rate_limit_exceeded');
  });

  it('is one count for every step of a reset, mfa-v1 and the list before login, of both services (R03)', async () => {
    await begunAnew();
    const { tenant, subject } = await narrow.person({ password: PASSWORD, email: true });
    const how = { resetMedium: 'EMAIL', processingType: 'CODE' };
    const proof = { exchangeId: 'forged', password: 'new', confirmPassword: 'new' };
    const bodies = {
      '/users-srv/resetpassword/initiate': { tenant, sub: subject, ...how },
      '/users-srv/resetpassword/validatecode': { resetRequestId: 'forged', code: '12345678' },
      '/users-srv/resetpassword/accept': { resetRequestId: 'forged', ...proof },
      '/verification-srv/v2/setup/public/configured/list': { tenant, sub: subject },
    };
    const round = async (): Promise<Answer[]> => {
      const answers: Answer[] = [];
      for (const [path, body] of Object.entries(bodies)) {
        const url = path.startsWith('/verif') ? narrow.verificationUrl : narrow.passwordUrl;
        answers.push(await narrow.ask(url, { method: 'POST', path, body }));
      }
      return answers;
    };
    expect((await round()).map(({ status }) => status)).toEqual([200, 400, 400, 200]);
    const [fifth, ...further] = await round();
    expect(fifth?.status).toBe(200);
    for (const answer of [...further, ...(await round())]) {
      expect(answer).toMatchObject(nativeRefusal('too_many_attempts'));
      const wait = Number(answer.headers.get('retry-after'));
      expect(answer.headers.get('ratelimit-policy')).toBe('"address";q=5;w=60');
      expect(answer.headers.get('ratelimit')).toBe(`"address";r=0;t=${String(wait)}`);
    }
    const rows = await narrow.rows('SELECT FROM credentials.reset_request WHERE tenant = $1', [
      tenant,
    ]);
    expect(rows).toHaveLength(2);
  });

  it('leaves the pages of a form with a word that they can show', async () => {
    const resetRequestId = await issued();
    const body = new URLSearchParams({ resetRequestId, code: '12345678' }).toString();
    const answer = await narrow.send(
      narrow.passwordUrl,
      { method: 'POST', path: '/users-srv/resetpassword/validatecode' },
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body },
    );
    expect(answer.status).toBe(303);
    const fragment = new URLSearchParams(answer.headers.get('location')?.split('#')[1]);
    expect(fragment.get('error')).toBe('too_many_attempts');
    expect(Number(fragment.get('retryAfter'))).toBeGreaterThan(0);
  });

  const issued = async (): Promise<string> => {
    await begunAnew();
    const { tenant, subject } = await narrow.person({});
    const how = { resetMedium: 'EMAIL', processingType: 'CODE' };
    const sent = { method: 'POST', path: '/users-srv/resetpassword/initiate' };
    let token = '';
    for (let n = 0; n < 5; n += 1) {
      const body = { tenant, sub: subject, ...how };
      const answer = await narrow.ask(narrow.passwordUrl, { ...sent, body });
      token = (answer.body as { data: { rprq: string } }).data.rprq;
    }
    return token;
  };

  it('costs nobody anything who has a session', async () => {
    const person = await narrow.person({ password: PASSWORD });
    const next = 'quite another passphrase 58';
    const body = { old_password: PASSWORD, new_password: next, confirm_password: next };
    const sent = { method: 'PUT', path: '/password-srv/password', body };
    expect((await narrow.ask(narrow.passwordUrl, sent, person.token())).status).toBe(200);
  });
});
