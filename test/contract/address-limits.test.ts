import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TenantId } from '#libs/identity';

import type { House } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { sql, testDatabase } from '../support/postgres.js';
import { mfaV1Refusal } from './mfa-v1.tongue.js';
import type { Answer } from './tongue.js';

const PASSWORD = 'a current passphrase of mine';

describe('mfa-v1: what one address may try', () => {
  let narrow: House;
  beforeAll(async () => {
    narrow = await openHouse({ triesPerMinute: 5, mfaV1: true });
    const { ownerUrl } = await testDatabase();
    await sql(ownerUrl, 'DELETE FROM credentials.address_attempts');
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

  it('costs nobody anything who has a session', async () => {
    const person = await narrow.person({ password: PASSWORD });
    const next = 'quite another passphrase 58';
    const body = { old_password: PASSWORD, new_password: next, confirm_password: next };
    const sent = { method: 'PUT', path: '/password-srv/password', body };
    expect((await narrow.ask(narrow.passwordUrl, sent, person.token())).status).toBe(200);
  });
});
