import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { resetClient } from '../support/reset-client.js';
import { mfaV1Tongue } from './mfa-v1.tongue.js';
import { changesWithinSessions } from './session.behaviour.js';
import { carried, named } from './ticketed.js';
import type { ChangeFields, Tongue } from './tongue.js';

const CURRENT = 'a current passphrase of mine';
const NEXT = 'quite another passphrase 58';

/** What changing a password means, whatever the interface calls it. */
export function changesPasswords(tongue: Tongue): void {
  describe(`${tongue.name}: changing a password`, () => {
    let house: House;
    let person: Person;

    beforeAll(async () => {
      house = await openHouse(tongue.ticketed ? { mfaV1: true } : {});
    });
    afterAll(() => house.close());

    const someone = async (): Promise<Person> => {
      person = await house.person({ password: CURRENT });
      return person;
    };
    const proof = (of = person): string | Promise<string> =>
      tongue.ticketed ? house.ticket(of) : of.token();
    const change = async (fields: ChangeFields, shown = proof(), of = person) =>
      house.ask(house.passwordUrl, ...carried(tongue, fields, of, await shown));

    it('replaces the password for whoever knows the current one, at two hashes (D-KDF-budget)', async () => {
      await someone();
      const before = house.hashes();
      const answer = await change({ current: CURRENT, next: NEXT });
      expect(answer.body).toEqual(tongue.done);
      expect(answer.status).toBe(200);
      expect(house.hashes() - before).toBe(2);
      expect(await house.verifies(person, NEXT)).toBe(true);
      expect(await house.verifies(person, CURRENT)).toBe(false);
    });

    it('refuses a wrong current password with 400, never 401, at one hash (RFC9470-3, D-KDF-budget)', async () => {
      await someone();
      const before = house.hashes();
      const answer = await change({ current: 'not what it is at all', next: NEXT });
      expect(answer).toMatchObject(tongue.refusal('invalid_current_password'));
      expect(house.hashes() - before).toBe(1);
      expect(await house.events(person)).toEqual([]);
    });

    it('refuses a new password that is too short, at no hash and no counted attempt', async () => {
      await someone();
      const before = house.hashes();
      for (let round = 0; round < 6; round += 1) {
        const answer = await change({ current: 'wrong as well', next: 'only eight'.slice(0, 9) });
        expect(answer).toMatchObject(tongue.refusal('password_policy_violated'));
      }
      expect(house.hashes() - before).toBe(0);
    });

    it('refuses a breached password as such, also where it is long enough (NIST-3.1.1.2-blk-c)', async () => {
      await someone();
      const answer = await change({ current: CURRENT, next: 'password123' });
      expect(answer).toMatchObject(tongue.refusal('password_breached'));
    });

    it('refuses the current password as the new one once it is proven', async () => {
      await someone();
      const answer = await change({ current: CURRENT, next: CURRENT });
      expect(answer).toMatchObject(tongue.refusal('password_policy_violated'));
      const guess = await change({ current: 'a wrong guess at it', next: 'a wrong guess at it' });
      expect(guess).toMatchObject(tongue.refusal('invalid_current_password'));
    });

    it('answers a person without a password that there is none to change', async () => {
      person = await house.person({});
      const answer = await change({ current: CURRENT, next: NEXT });
      expect(answer).toMatchObject(tongue.refusal('no_password_set'));
    });

    it('makes the owner wait from the fifth failure on and says how long (NIST-3.2.2-b)', async () => {
      await someone();
      const guess = () => change({ current: 'a wrong guess at it', next: NEXT });
      for (let failure = 0; failure < 5; failure += 1) {
        expect(await guess()).toMatchObject(tongue.refusal('invalid_current_password'));
      }
      const answer = await change({ current: CURRENT, next: NEXT });
      expect(answer).toMatchObject(tongue.refusal('too_many_attempts'));
      expect(Number(answer.headers.get('retry-after'))).toBe(30);
      await house.elapse(person, 31);
      expect((await change({ current: CURRENT, next: NEXT })).status).toBe(200);
    });

    it('counts 60 guesses on the person, whatever else of the request varies (R03)', async () => {
      await someone();
      const shown = await proof();
      const statuses: number[] = [];
      for (let n = 0; n < 60; n += 1) {
        const fields = { current: `guess number ${String(n)}`, next: NEXT };
        const [{ method, path, body }, bearer] = carried(tongue, fields, person, shown);
        const ip = `198.51.100.${String(n)}`;
        const headers = {
          ...(bearer !== undefined && {
            [n % 2 ? 'Authorization' : 'authorization']: `Bearer ${bearer}`,
          }),
          'content-type': n % 3 ? 'application/json' : 'application/json; charset=utf-8',
          ...{ 'user-agent': `agent ${String(n)}`, 'x-forwarded-for': ip, 'x-real-ip': ip },
        };
        const round = { method, path: `${path}?round=${String(n)}` };
        const sent = { headers, body: JSON.stringify(body) };
        statuses.push((await house.send(house.passwordUrl, round, sent)).status);
      }
      expect(statuses.slice(0, 5)).toEqual([400, 400, 400, 400, 400]);
      expect(new Set(statuses.slice(5))).toEqual(new Set([429]));
    });

    it('ends what was begun before: a ticket, a reset and a login request (R09)', async () => {
      person = await house.person({ password: CURRENT, email: true });
      const client = resetClient(house);
      const [request, exchange] = await client.proven(person);
      const coded = await client.begun(person);
      const code = client.code();
      const ticket = await house.ticket(person);
      const scope = await house.serviceToken('methods:read', person);
      const { tenant, subject } = person;
      const opened = await house.ask(
        house.verificationUrl,
        { method: 'POST', path: '/internal/v1/login-requests', body: { tenant, subject } },
        scope,
      );
      const { request_id } = opened.body as { request_id: string };

      expect((await change({ current: CURRENT, next: NEXT })).status).toBe(200);
      expect((await client.accept(request, exchange)).status).toBe(400);
      expect((await client.validate(coded, code)).status).toBe(400);
      const spent = mfaV1Tongue.change({
        ...{ current: NEXT, next: CURRENT },
        extra: { ...named(person), token: ticket },
      });
      expect([401, 403]).toContain((await house.ask(house.passwordUrl, spent)).status);
      const list = { method: 'POST', path: '/verification-srv/v2/setup/public/configured/list' };
      const body = { tenant, request_id, sub: subject };
      const shown = await house.ask(house.verificationUrl, { ...list, body });
      expect(shown.text).not.toContain('key_name');
      expect(await house.verifies(person, NEXT)).toBe(true);
    });

    it('never reaches the same subject in another tenant (R12, ASVS-8.4.1)', async () => {
      await someone();
      const { subject } = person;
      const twin = await house.person({ password: CURRENT, subject });
      const before = await house.fingerprint(twin);
      expect((await change({ current: CURRENT, next: NEXT })).status).toBe(200);
      expect(await house.fingerprint(twin)).toBe(before);
    });

    it('lets exactly one of 50 parallel changes win: one event, one job for the relay (R21)', async () => {
      await someone();
      const token = proof();
      const wishes = Array.from(
        { length: 50 },
        (_, n) => `passphrase number ${String(n)} of fifty`,
      );
      const arrived = house.untilArrived(wishes.length);
      const answers = await Promise.all(
        wishes.map((next) => change({ current: CURRENT, next }, token)),
      );
      await arrived;
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      expect(statuses.filter((status) => ![200, 409, 503].includes(status))).toEqual([]);
      const winner = wishes[statuses.indexOf(200)] ?? '';
      expect(await house.verifies(person, winner)).toBe(true);
      expect(await house.events(person)).toEqual(['password_changed']);
      expect(await house.arrivals(person)).toBe(1);
    });

    it('spends at most the limit and what is in flight on 300 parallel guesses (R22)', async () => {
      await someone();
      const neighbour = await house.person({ password: CURRENT });
      const token = proof();
      const before = house.hashes();
      const guesses = Array.from({ length: 300 }, (_, n) =>
        change({ current: `guess number ${String(n)}`, next: NEXT }, token),
      );
      const statuses = (await Promise.all(guesses)).map(({ status }) => status);
      expect(house.hashes() - before).toBeLessThanOrEqual(5 + 2);
      expect(statuses.filter((status) => ![400, 429, 503].includes(status))).toEqual([]);
      const other = await change({ current: CURRENT, next: NEXT }, proof(neighbour), neighbour);
      expect(other.status).toBe(200);
    });

    it('keeps 128 four-byte characters whole: one that differs in the last is wrong (R01)', async () => {
      const long = `${'😀'.repeat(127)}😁`;
      person = await house.person({ password: long });
      const wrong = await change({ current: '😀'.repeat(128), next: NEXT });
      expect(wrong).toMatchObject(tongue.refusal('invalid_current_password'));
      expect((await change({ current: long, next: NEXT })).status).toBe(200);
    });

    it('verifies what was set in another normalisation form of the same text (R24, NIST-3.1.1.2-norm)', async () => {
      person = await house.person({ password: 'Ångström über den Fluß'.normalize('NFC') });
      const current = 'Ångström über den Fluß'.normalize('NFD');
      expect((await change({ current, next: NEXT })).status).toBe(200);
    });

    it('refuses where the tenant switched PASSWORD off', async () => {
      await someone();
      await house.switchMethod(person.tenant, 'PASSWORD', false);
      const answer = await change({ current: CURRENT, next: NEXT });
      expect(answer).toMatchObject(tongue.refusal('password_not_enabled'));
      await house.switchMethod(person.tenant, 'PASSWORD', true);
    });

    it('refuses an identity that an enterprise provider manages, and a disabled person (R07)', async () => {
      person = await house.person({ password: CURRENT, managedBy: 'corp-sso' });
      const managed = await change({ current: CURRENT, next: NEXT });
      expect(managed).toMatchObject(tongue.refusal('managed_identity'));
      person = await house.person({ password: CURRENT, status: 'disabled' });
      const disabled = await change({ current: CURRENT, next: NEXT });
      expect(disabled).toMatchObject(tongue.refusal('invalid_token'));
    });
  });
  if (!tongue.ticketed) changesWithinSessions(tongue);
}
