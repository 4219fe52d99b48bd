import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Database } from '#libs/persistence';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { mfaV1Refusal, SUCCESS } from './mfa-v1.tongue.js';
import { named } from './ticketed.js';
import type { Answer } from './tongue.js';

const PASSWORD = 'a current passphrase of mine';
const PATHS = ['/auth/v1/mfa/password/validate', '/auth/v1/password/validate'];

let house: House;
let person: Person;

beforeAll(async () => {
  house = await openHouse({ mfaV1: true });
});
afterAll(() => house.close());

type Fields = Readonly<Record<string, unknown>>;

const validate = (fields: Fields, path = PATHS[0] ?? ''): Promise<Answer> =>
  house.ask(house.passwordUrl, {
    method: 'POST',
    path,
    body: { ...named(person), password: PASSWORD, ...fields },
  });
const tokenOf = ({ body }: Answer): string => (body as { token: string }).token;
const claimsOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
const wrong = { password: 'a wrong guess at it' };

const someone = async (wish: Parameters<House['person']>[0] = {}): Promise<void> => {
  person = await house.person({ password: PASSWORD, ...wish });
};

describe('mfa-v1: validating a password', () => {
  it.each(PATHS)(
    '%s raises a ticket with the published claims, good for 5 minutes',
    async (path) => {
      await someone();
      const answer = await validate({}, path);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ status: SUCCESS, token: expect.any(String) });
      const claims = claimsOf(tokenOf(answer)) as { exp: number; iat: number };
      expect(claims).toMatchObject({
        ...{ uid: person.subject, org: person.tenant, dev: 'device-1', iss: 'latchkey' },
        ...{ idv: [`USERNAME|${person.subject}`], rol: 'MFA_PENDING' },
      });
      expect(claims.exp - claims.iat).toBe(300);
    },
  );

  it('finds a mobile number without + in the tenant’s region, an address in any case', async () => {
    await someone({
      region: 'IN',
      identifiers: [
        { type: 'MOBILE', value: '+917411639213', lookup: '+917411639213' },
        { type: 'EMAIL', value: 'Frida@bücher.example', lookup: 'frida@xn--bcher-kva.example' },
      ],
    });
    const mobile = (identifierValue: string) =>
      validate({ identifierType: 'MOBILE', identifierValue });
    expect((await mobile('7411639213')).status).toBe(200);
    expect((await mobile('+91 74116 39213')).status).toBe(200);
    expect((await mobile('917411639213')).status).toBe(400);
    const mail = { identifierType: 'EMAIL', identifierValue: 'FRIDA@Bücher.example' };
    expect((await validate(mail)).status).toBe(200);
  });

  it('looks in the named type alone', async () => {
    await someone();
    for (const identifierType of ['EXTERNALID', 'EMAIL', 'MOBILE']) {
      expect(await validate({ identifierType })).toMatchObject(
        mfaV1Refusal('invalid_current_password'),
      );
    }
  });

  it('finds nobody by what two people have, and alarms', async () => {
    const identifiers = [{ type: 'EXTERNALID' as const, value: 'CRM-1', lookup: 'CRM-1' }];
    await someone({ identifiers });
    const asked = { identifierType: 'EXTERNALID', identifierValue: 'CRM-1' };
    expect((await validate(asked)).status).toBe(200);
    await house.person({ sameTenantAs: person, identifiers });
    expect(await validate(asked)).toMatchObject(mfaV1Refusal('invalid_current_password'));
    expect(house.logged()).toContain('identifier_ambiguous');
  });

  it('is closed where the tenant has not switched it on, as where there is no such tenant', async () => {
    await someone({ mfaV1: false });
    const closed = await validate({});
    expect(closed).toMatchObject(mfaV1Refusal('forbidden'));
    expect((await validate({ brand: 'nobody’s brand' })).body).toEqual(closed.body);
  });

  it('forgives failures to whoever knows the password after all (NIST-3.2.2-c)', async () => {
    await someone();
    for (let failure = 0; failure < 4; failure += 1) await validate(wrong);
    expect((await validate({})).status).toBe(200);
    for (let failure = 0; failure < 4; failure += 1) {
      expect((await validate(wrong)).status).toBe(400);
    }
  });

  it('lets strangers’ failures never stop the owner (ASVS-6.1.1-b, R22)', async () => {
    await someone();
    for (let failure = 0; failure < 6; failure += 1) await validate(wrong);
    expect((await validate({})).status).toBe(429);
    const next = 'quite another passphrase 58';
    const body = { old_password: PASSWORD, new_password: next, confirm_password: next };
    const sent = { method: 'PUT', path: '/password-srv/password', body };
    expect((await house.ask(house.passwordUrl, sent, person.token())).status).toBe(200);
  });
});

/** Each as an attacker sees them: identifiers with a password that is wrong. */
const STRANGE: readonly (readonly [string, () => Promise<Fields>])[] = [
  ['a wrong password', async () => (await someone(), wrong)],
  ['an unknown identifier', async () => (await someone(), { identifierValue: 'nobody at all' })],
  [
    'a number that is none',
    async () => (await someone(), { identifierType: 'MOBILE', identifierValue: 'none' }),
  ],
  ['a person without a password', async () => ((person = await house.person({})), {})],
  ['a disabled person', async () => (await someone({ status: 'disabled' }), {})],
  ['a managed identity', async () => (await someone({ managedBy: 'corp-sso' }), {})],
  ['a person of another tenant', async () => (await someone(), { brand: (await other()).tenant })],
];
const other = (): Promise<Person> => house.person({ password: PASSWORD });

describe('mfa-v1: nobody learns from it who is there', () => {
  it.each(STRANGE)(
    '%s costs the same queries and one hash, and answers the same (R02, ASVS-6.3.8, R25)',
    async (_name, situation) => {
      const fields = await situation();
      const queries = jest.spyOn(Database.prototype, 'query');
      const before = house.hashes();
      const answer = await validate(fields);
      expect(queries).toHaveBeenCalledTimes(6);
      queries.mockRestore();
      expect(house.hashes() - before).toBe(1);
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({
        status: { success: false, code: 400, message: 'Invalid credentials' },
      });
    },
  );

  it.each(STRANGE)(
    '%s waits from the fifth failure on, equally long (R02)',
    async (_, situation) => {
      const fields = await situation();
      const answers: Answer[] = [];
      for (let guess = 0; guess < 7; guess += 1) answers.push(await validate(fields));
      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 429, 429]);
      expect(Number(answers[5]?.headers.get('retry-after'))).toBe(30);
    },
  );

  it.each(STRANGE.slice(0, 2))(
    'spends at most the limit and what is in flight on 300 parallel guesses at %s (R22)',
    async (_, situation) => {
      const fields = await situation();
      const before = house.hashes();
      const guesses = Array.from({ length: 300 }, () => validate(fields));
      const statuses = (await Promise.all(guesses)).map(({ status }) => status);
      expect(house.hashes() - before).toBeLessThanOrEqual(5 + 2);
      expect(statuses.filter((status) => ![400, 429, 503].includes(status))).toEqual([]);
    },
  );

  it('counts 60 guesses on one person, whatever else of the request varies (R03)', async () => {
    await someone();
    const statuses: number[] = [];
    for (let n = 0; n < 60; n += 1) {
      const body = { ...named(person), ...wrong, deviceId: `device-${String(n)}` };
      const { status } = await house.send(
        house.passwordUrl,
        { method: 'POST', path: `${PATHS[n % 2] ?? ''}?round=${String(n)}` },
        {
          headers: {
            [n % 3 ? 'Content-Type' : 'CONTENT-TYPE']:
              `application/json${n % 2 ? '' : '; charset=utf-8'}`,
            'user-agent': `agent ${String(n)}`,
          },
          body: JSON.stringify(body),
        },
      );
      statuses.push(status);
    }
    expect(statuses.slice(0, 5)).toEqual([400, 400, 400, 400, 400]);
    expect(new Set(statuses.slice(5))).toEqual(new Set([429]));
  });
});
