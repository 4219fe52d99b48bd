import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { QUOTAS } from '#libs/identity';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { sql, testDatabase } from '../support/postgres.js';
import type { Answer, Sent } from './tongue.js';

const PASSWORD = 'a current passphrase of mine';
const OTHER = 'quite another passphrase 58';

let house: House;

const forgetNetworks = async (): Promise<void> => {
  const { ownerUrl } = await testDatabase();
  await sql(ownerUrl, 'DELETE FROM credentials.address_attempts');
};

const change = async (person: Person, current: string, next: string): Promise<Answer> => {
  const body = { old_password: current, new_password: next, confirm_password: next };
  const sent = { method: 'PUT', path: '/password-srv/password', body };
  return house.ask(house.passwordUrl, sent, await house.freshToken(person));
};

/** `"address";r=4;t=60` */
const told = ({ headers }: Answer) => {
  const [, name, left, seconds] =
    /^"(\w+)";r=(\d+);t=(\d+)$/.exec(headers.get('ratelimit') ?? '') ?? [];
  return { name, left: Number(left), seconds: Number(seconds) };
};

/** What row 76 asks of every refusal for now. */
function expectRefusedForNow(answer: Answer, name: string): void {
  const { seconds, ...said } = told(answer);
  expect(said).toEqual({ name, left: 0 });
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(seconds);
  expect(answer.headers.get('ratelimit-policy')).toMatch(new RegExp(`^"${name}";q=\\d+;w=\\d+$`));
  expect(answer.headers.get('cache-control')).toContain('no-store');
}

describe('what a person may change', () => {
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  it('is 20 times a minute; failures and other people do not count (RFC6585-4, ASVS-2.4.2)', async () => {
    const person = await house.person({ password: PASSWORD });
    const colleague = await house.person({ password: PASSWORD, sameTenantAs: person });
    const passwords = [PASSWORD, OTHER] as const;
    for (let n = 0; n < QUOTAS.change.requests; n += 1) {
      const [current, next] = n % 2 === 0 ? passwords : [passwords[1], passwords[0]];
      if (n === 3) expect((await change(person, 'a wrong guess', next)).status).toBe(400);
      expect((await change(person, current, next)).status).toBe(200);
    }
    const hashes = house.hashes();
    const refused = await change(person, PASSWORD, OTHER);
    expect(refused).toMatchObject({ status: 429, body: { error: { error: 'too_many_attempts' } } });
    expectRefusedForNow(refused, 'change');
    expect(house.hashes()).toBe(hashes);
    expect((await change(colleague, PASSWORD, OTHER)).status).toBe(200);
  }, 120_000);

  it('waits by name, where it is guessed at (RFC6585-4)', async () => {
    const person = await house.person({ password: PASSWORD });
    for (let n = 0; n < 5; n += 1) await change(person, 'a wrong guess', OTHER);
    const refused = await change(person, PASSWORD, OTHER);
    expect(refused.status).toBe(429);
    expectRefusedForNow(refused, 'attempts');
  });

  it('names the violated policy in problem details (RFC6585-4, RFC9457-3)', async () => {
    const person = await house.person({});
    const sent = {
      ...{ method: 'POST', path: '/password-srv/policy/evaluate' },
      body: { password: 'abc' },
    };
    const token = await house.freshToken(person);
    const asked = Array.from({ length: QUOTAS.evaluate.requests + 10 }, () =>
      house.ask(house.passwordUrl, sent, token),
    );
    const refused = (await Promise.all(asked)).find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({ 'violated-policies': ['evaluate'], status: 429 });
    if (refused) expectRefusedForNow(refused, 'evaluate');
  });
});

describe('what a network may try', () => {
  const FEW = 4;
  beforeAll(async () => {
    house = await openHouse({ triesPerMinute: FEW, mfaV1: true });
  });
  afterAll(() => house.close());

  const OPEN: readonly (readonly [string, 'passwordUrl' | 'verificationUrl', object])[] = [
    [
      '/users-srv/resetpassword/initiate',
      'passwordUrl',
      { username: 'x', resetMedium: 'EMAIL', processingType: 'CODE' },
    ],
    [
      '/users-srv/resetpassword/validatecode',
      'passwordUrl',
      { resetRequestId: 'x', code: '123456' },
    ],
    [
      '/users-srv/resetpassword/accept',
      'passwordUrl',
      { resetRequestId: 'x', exchangeId: 'y', password: OTHER, confirmPassword: OTHER },
    ],
    [
      '/auth/v1/mfa/password/validate',
      'passwordUrl',
      {
        ...{ deviceId: 'd', brand: 'x', identifierType: 'USERNAME', identifierValue: 'x' },
        password: PASSWORD,
      },
    ],
    ['/verification-srv/v2/setup/public/configured/list', 'verificationUrl', { sub: 'x' }],
  ];

  it.each(OPEN)(
    '%s is counted, and refused beyond it (R04, RFC6585-4)',
    async (path, url, body) => {
      await forgetNetworks();
      // A house of its own per route would take long: each asks from a network of its own.
      const narrow = await openHouse({ triesPerMinute: FEW, mfaV1: true });
      try {
        const { tenant } = await narrow.person({});
        const sent: Sent = { method: 'POST', path: `${path}?tenant=${tenant}`, body };
        for (let n = 1; n <= FEW; n += 1) {
          const answer = await narrow.ask(narrow[url], sent);
          expect(answer.status).not.toBe(429);
        }
        const refused = await narrow.ask(narrow[url], sent);
        expect(refused.status).toBe(429);
        expectRefusedForNow(refused, 'address');
      } finally {
        await narrow.close();
      }
    },
  );

  it('counts wrong current passwords, and not what is right (R04, RFC6585-4)', async () => {
    await forgetNetworks();
    const right = await house.person({ password: PASSWORD });
    expect((await change(right, PASSWORD, OTHER)).status).toBe(200);
    for (let n = 0; n < FEW; n += 1) {
      const person = await house.person({ password: PASSWORD });
      expect((await change(person, 'a wrong guess', OTHER)).status).toBe(400);
    }
    const next = await house.person({ password: PASSWORD });
    const refused = await change(next, PASSWORD, OTHER);
    expect(refused.status).toBe(429);
    expectRefusedForNow(refused, 'address');
  });

  it('never counts services, lists, pages, probes or figures', async () => {
    const service = await house.serviceToken('password:verify');
    const { tenant, subject } = await house.person({ password: PASSWORD });
    const verify = { method: 'POST', path: '/internal/v1/passwords/verify' };
    const body = { tenant, subject, password: PASSWORD };
    for (let n = 0; n < FEW + 2; n += 1) {
      const asked = await house.ask(house.passwordUrl, { ...verify, body }, service);
      expect(asked.status).toBe(200);
      expect(asked.headers.get('ratelimit')).toBeNull();
      for (const path of ['/health/live', '/metrics', `/password-srv/policy?tenant=${tenant}`]) {
        expect((await house.ask(house.passwordUrl, { method: 'GET', path })).status).toBe(200);
      }
    }
  });
});
