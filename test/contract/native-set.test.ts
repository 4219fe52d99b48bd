import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person, PersonWish } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { nativeRefusal, nativeTongue } from './native.tongue.js';

const FIRST = 'my very first passphrase';

describe('native: setting the first password', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const set = (person: Person, password: unknown = FIRST, token = person.token(), extra = {}) =>
    house.ask(
      house.passwordUrl,
      {
        method: 'POST',
        path: '/password-srv/password',
        body: { password, confirmPassword: password, ...extra },
      },
      token,
    );
  const passwordless = (wish: PersonWish = {}) => house.person({ email: true, ...wish });

  it('gives a password to a person who has none, at one hash', async () => {
    const person = await passwordless();
    const before = house.hashes();
    const answer = await set(person);
    expect(answer.body).toEqual(nativeTongue.done);
    expect(house.hashes() - before).toBe(1);
    expect(await house.verifies(person, FIRST)).toBe(true);
    expect(await house.events(person)).toEqual(['password_set']);
  });

  it('refuses where there is a password already and changes nothing (R11)', async () => {
    const person = await passwordless({ password: 'the one that is there' });
    const row = await house.fingerprint(person);
    expect(await set(person)).toMatchObject(nativeRefusal('password_already_set'));
    expect(await house.fingerprint(person)).toBe(row);
  });

  it('lets exactly one of 50 parallel first passwords win (R11, R21)', async () => {
    const person = await passwordless();
    const token = person.token();
    const wishes = Array.from({ length: 50 }, (_, n) => `first passphrase number ${String(n)}`);
    const arrived = house.untilArrived(wishes.length);
    const answers = await Promise.all(wishes.map((wish) => set(person, wish, token)));
    await arrived;
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => ![200, 409, 503].includes(status))).toEqual([]);
    expect(await house.events(person)).toEqual(['password_set']);
    expect(await house.verifies(person, wishes[statuses.indexOf(200)] ?? '')).toBe(true);
  });

  it('refuses a person without a verified contact', async () => {
    const person = await house.person({});
    expect(await set(person)).toMatchObject(nativeRefusal('contact_not_verified'));
  });

  it('wants a login of at most ten minutes, and treats an unknown age as old (R17, ASVS-6.8.4, RFC9470-3)', async () => {
    const person = await passwordless();
    for (const token of [person.token({ authAge: 601 }), person.token({ authAge: undefined })]) {
      const answer = await set(person, FIRST, token);
      expect(answer).toMatchObject(nativeRefusal('insufficient_user_authentication'));
      expect(answer.headers.get('www-authenticate')).toBe(
        'Bearer error="insufficient_user_authentication", max_age="600"',
      );
    }
    expect((await set(person, FIRST, person.token({ authAge: 500 }))).status).toBe(200);
  });

  it('refuses an identity that an enterprise provider manages (R17)', async () => {
    const person = await passwordless({ managedBy: 'corp-sso' });
    expect(await set(person)).toMatchObject(nativeRefusal('managed_identity'));
  });

  it('judges length by whether a second factor is required: 14 and 15, 7 and 8 (NIST-3.1.1.2-1a)', async () => {
    const optional = await passwordless();
    expect(await set(optional, 'x9 fourteen ch')).toMatchObject(
      nativeRefusal('password_policy_violated'),
    );
    expect((await set(optional, 'x9 fifteen char')).status).toBe(200);
    const required = await passwordless({ secondFactor: 'required' });
    const short = await set(required, 'x9seven');
    expect(short.body).toMatchObject({
      error: { violations: [{ code: 'too_short', minimum: 8 }] },
    });
    expect((await set(required, 'x9 eight')).status).toBe(200);
  });

  it('refuses the sub of another person in any spelling, and tells the log (R12, ASVS-8.2.1)', async () => {
    const person = await passwordless();
    const victim = await passwordless();
    const row = await house.fingerprint(victim);
    const own = person.subject;
    for (const sub of [victim.subject, own.toUpperCase(), ` ${own}`, `${own}\u200b`, 'me']) {
      expect(await set(person, FIRST, person.token(), { sub })).toMatchObject(
        nativeRefusal('subject_mismatch'),
      );
    }
    expect(await set(person, FIRST, person.token(), { sub: [own] })).toMatchObject(
      nativeRefusal('invalid_request'),
    );
    expect(await house.fingerprint(victim)).toBe(row);
    expect(house.logged()).toContain('malicious_direct_reference');
    expect((await set(person, FIRST, person.token(), { sub: own })).status).toBe(200);
  });

  it('accepts both spellings of each name, but not both at once', async () => {
    const person = await passwordless();
    const twice = await set(person, FIRST, person.token(), { confirm_password: FIRST });
    expect(twice).toMatchObject(nativeRefusal('invalid_request'));
    const request = { method: 'POST', path: '/password-srv/password' };
    const body = { password: FIRST, confirm_password: FIRST };
    const answer = await house.ask(house.passwordUrl, { ...request, body }, person.token());
    expect(answer.status).toBe(200);
  });

  it('refuses a confirmation that differs, by name', async () => {
    const person = await passwordless();
    const answer = await set(person, FIRST, person.token(), { confirmPassword: `${FIRST}!` });
    expect(answer).toMatchObject(nativeRefusal('invalid_request'));
    expect(JSON.stringify(answer.body)).toContain('confirm_password');
  });

  it('finds people of a linked issuer by their link, never by an equal sub (R16, ASVS-6.8.1)', async () => {
    const person = await passwordless();
    const stranger = person.tokenOfOtherIssuer({ sub: person.subject });
    expect(await set(person, FIRST, stranger)).toMatchObject(nativeRefusal('invalid_token'));
    await house.link(person, 'federated-sub-1');
    const linked = person.tokenOfOtherIssuer({ sub: 'federated-sub-1' });
    expect((await set(person, FIRST, linked)).status).toBe(200);
  });

  it('never reaches the same sub in another tenant (R12, ASVS-8.4.1)', async () => {
    const person = await passwordless();
    const twin = await house.person({ subject: person.subject, email: true });
    expect(twin.tenant).not.toBe(person.tenant);
    expect((await set(person)).status).toBe(200);
    expect(await house.events(twin)).toEqual([]);
  });
});
