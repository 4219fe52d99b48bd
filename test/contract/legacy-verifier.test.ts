import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { Internal } from '../support/internal.js';
import type { Lie } from '../support/legacy-software.js';
import { LegacySoftware, LIES } from '../support/legacy-software.js';

const OLD = 'the one from the old system, long ago';
const SHORT = 'hashcat';
const GUESS = 'a wrong guess at it';

let legacy: LegacySoftware;
let house: House;
let login: string;

beforeAll(async () => {
  legacy = await new LegacySoftware().open();
  house = await openHouse({ legacyVerifiers: legacy, mfaV1: true });
  login = await house.serviceToken('password:verify');
});
afterEach(() => {
  legacy.lie = undefined;
  legacy.asked.length = 0;
});
afterAll(async () => {
  await house.close();
  legacy.close();
});

/** Somebody who has not come over yet; the old system knows them by that password. */
const newcomer = async (password = OLD, wish: Parameters<House['person']>[0] = {}) => {
  const person = await house.person({ email: true, ...wish });
  legacy.passwords.set(person.subject, password);
  return person;
};

const verify = ({ tenant, subject }: Pick<Person, 'tenant' | 'subject'>, password: string) => {
  const body = { tenant, subject, password };
  const sent = { method: 'POST', path: '/internal/v1/passwords/verify', body };
  return house.ask(house.passwordUrl, sent, login);
};

const verifyByName = ({ tenant }: Person, value: string, password: string) => {
  const body = { tenant, identifier: { type: 'USERNAME', value }, password };
  const sent = { method: 'POST', path: '/internal/v1/passwords/verify', body };
  return house.ask(house.passwordUrl, sent, login);
};

const VERIFIED = { status: 200, body: { result: 'verified' } };
const NOT_VERIFIED = { status: 200, body: { result: 'not_verified' } };
const UNAVAILABLE = { status: 503, body: { code: 'legacy_verifier_unavailable' } };

const rowsOf = ({ tenant, subject }: Person) =>
  house.rows<{ scheme: string; version: number }>(
    'SELECT scheme, version FROM credentials.password WHERE tenant = $1 AND subject = $2',
    [tenant, subject],
  );

describe('a password that only the software before us knows', () => {
  it('is asked about once, becomes ours as argon2id, and is never asked about again', async () => {
    const person = await newcomer();
    const before = house.hashes();
    expect(await verify(person, OLD)).toMatchObject(VERIFIED);
    expect(house.hashes() - before).toBe(2);
    expect(await rowsOf(person)).toMatchObject([{ scheme: 'argon2id' }]);
    expect(await house.verifies(person, OLD)).toBe(true);
    expect(legacy.asked).toMatchObject([
      { tenant: person.tenant, subject: person.subject, password: OLD },
    ]);
    legacy.passwords.set(person.subject, 'what the old system says meanwhile');
    expect(await verify(person, OLD)).toMatchObject(VERIFIED);
    expect(await verify(person, legacy.passwords.get(person.subject) ?? '')).toMatchObject(
      NOT_VERIFIED,
    );
    expect(legacy.asked).toHaveLength(1);
    expect(legacy.tokens()).toEqual(['Bearer t0ken']);
  });

  it('is asked about by the name that the person gave, as it was typed', async () => {
    const decomposed = 'Zürich am See, im Winter'.normalize('NFD');
    const person = await newcomer(decomposed);
    expect(await verifyByName(person, person.subject, decomposed)).toMatchObject(VERIFIED);
    const identifier = { type: 'USERNAME', value: person.subject };
    expect(legacy.asked).toMatchObject([{ identifier, password: decomposed }]);
    expect(await verify(person, decomposed.normalize('NFC'))).toMatchObject(VERIFIED);
    expect(legacy.asked).toHaveLength(1);
  });

  it('is journaled as an import; its owner, who did nothing, is told nothing', async () => {
    const person = await newcomer();
    await verify(person, OLD);
    expect(await house.events(person)).toEqual(['password_imported']);
    expect(await house.arrivals(person)).toBe(0);
    const [event] = await house.rows<{ data: object }>(
      'SELECT data FROM journal.event WHERE tenant = $1 AND subject = $2',
      [person.tenant, person.subject],
    );
    expect(event?.data).toMatchObject({ scheme: 'argon2id', source: 'legacy_verifier' });
    expect(house.logged()).not.toContain(OLD);
  });

  it('that falls short of the policy is taken all the same, and what it lacks is due', async () => {
    const short = await newcomer(SHORT, { preset: 'nist-800-63b-4' });
    expect(await verify(short, SHORT)).toMatchObject({
      body: { result: 'verified', reasons: ['policy_tightened'] },
    });
    const listed = await newcomer('password123', { preset: 'nist-800-63b-4' });
    expect(await verify(listed, 'password123')).toMatchObject({
      body: {
        result: 'verified',
        must_change: true,
        reasons: expect.arrayContaining(['breached']),
      },
    });
  });

  it('is stored exactly once, however many logins arrive at the same time (R21)', async () => {
    const person = await newcomer();
    const answers = await Promise.all(Array.from({ length: 12 }, () => verify(person, OLD)));
    for (const answer of answers) expect(answer).toMatchObject(VERIFIED);
    expect(await house.events(person)).toEqual(['password_imported']);
    expect(legacy.asked.length).toBeLessThanOrEqual(2); // as many as are in flight of one person
  });

  it('opens mfa-v1, too', async () => {
    const person = await newcomer();
    const body = {
      ...{ deviceId: 'd', brand: person.tenant, password: OLD },
      ...{ identifierType: 'USERNAME', identifierValue: person.subject },
    };
    const sent = { method: 'POST', path: '/auth/v1/password/validate', body };
    legacy.lie = 'is down';
    expect(await house.ask(house.passwordUrl, sent)).toMatchObject({ status: 503 });
    legacy.lie = undefined;
    expect(await house.ask(house.passwordUrl, sent)).toMatchObject({ status: 200 });
    expect(await house.verifies(person, OLD)).toBe(true);
  });
});

describe('a wrong password, where other software is asked', () => {
  it('is answered like any other, counted, and costs one hash (R02, ASVS-6.3.8)', async () => {
    const [person, settled] = [await newcomer(), await house.person({ password: OLD })];
    const [first, other] = [await newcomer(), settled];
    const before = house.hashes();
    const [elsewhere, here] = [await verify(first, GUESS), await verify(other, GUESS)];
    const nobody = await verifyByName(other, 'nobody-at-all', GUESS);
    expect(house.hashes() - before).toBe(3);
    expect(elsewhere).toMatchObject(NOT_VERIFIED);
    expect([elsewhere.text, nobody.text]).toEqual([here.text, here.text]);
    for (let guess = 0; guess < 5; guess += 1) await verify(person, GUESS);
    legacy.asked.length = 0;
    expect(await verify(person, OLD)).toMatchObject({ body: { result: 'locked' } });
    expect(legacy.asked).toEqual([]);
    expect(await rowsOf(person)).toEqual([]);
  });

  it('is asked about no more often than the limit allows, however many come at once (R22)', async () => {
    const person = await newcomer();
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => verify(person, `${GUESS} ${String(n)}`)),
    );
    expect(legacy.asked.length).toBeLessThanOrEqual(5 + 2);
  });
});

describe('other software is not asked', () => {
  it.each([
    ['somebody who has a password here', { password: GUESS }],
    ['a disabled person', { status: 'disabled' }],
    ['a managed identity', { managedBy: 'sso' }],
  ] as const)('about %s', async (_, wish) => {
    const person = await newcomer(OLD, wish);
    expect(await verify(person, OLD)).toMatchObject(NOT_VERIFIED);
    expect(legacy.asked).toEqual([]);
  });

  it('about nobody', async () => {
    const person = await newcomer();
    expect(await verifyByName(person, 'nobody-at-all', OLD)).toMatchObject(NOT_VERIFIED);
    expect(legacy.asked).toEqual([]);
  });

  it('about somebody whose password here was taken away: the old one does not come back', async () => {
    const person = await newcomer();
    await verify(person, OLD);
    const support = await Internal.of(house, 'password:admin');
    expect((await support.delete(person, '/password')).status).toBe(200);
    legacy.asked.length = 0;
    expect(await verify(person, OLD)).toMatchObject(NOT_VERIFIED);
    expect(legacy.asked).toEqual([]);
    expect(await rowsOf(person)).toEqual([]);
  });
});

describe('software before us that', () => {
  it.each(Object.keys(LIES) as Lie[])(
    '%s is never believed: 503, nothing stored, nothing counted (ASVS-16.5.2)',
    async (lie) => {
      legacy.lie = lie;
      const person = await newcomer();
      const before = await house.fingerprint(person);
      const answer = await verify(person, OLD);
      expect(answer).toMatchObject(UNAVAILABLE);
      expect(answer.headers.get('retry-after')).toBe('30');
      expect(await house.fingerprint(person)).toBe(before);
      legacy.lie = undefined;
      expect(await verify(person, OLD)).toMatchObject(VERIFIED);
    },
  );

  it('is silent tells nobody who has a password here and who has not (R02)', async () => {
    legacy.lie = 'answers 500';
    const person = await newcomer();
    await verify(person, OLD);
    const settled = await house.person({ password: OLD, sameTenantAs: person });
    const texts = [
      await verify(settled, GUESS),
      await verify(person, GUESS),
      await verifyByName(person, 'nobody-at-all', GUESS),
    ];
    for (const answer of texts) expect(answer).toMatchObject(UNAVAILABLE);
    expect(await verify(settled, OLD)).toMatchObject(VERIFIED);
  });

  it('keeps failing is left alone after five times', async () => {
    legacy.lie = 'is down';
    const person = await newcomer();
    for (let n = 0; n < 7; n += 1) expect(await verify(person, OLD)).toMatchObject(UNAVAILABLE);
    expect(legacy.of(person.tenant).answers).toEqual({ valid: 0, invalid: 0, unknown: 7 });
    legacy.lie = undefined;
    legacy.asked.length = 0;
    expect(await verify(person, OLD)).toMatchObject(UNAVAILABLE);
    expect(legacy.asked).toEqual([]);
  });
});
