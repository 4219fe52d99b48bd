import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { carried } from './ticketed.js';
import type { Answer, ChangeFields, Tongue } from './tongue.js';

const CURRENT = 'a current passphrase of mine';
const NEXT = 'quite another passphrase 58';
const WELL = { current: CURRENT, next: NEXT };
const WRONG = { current: 'not what it is at all', next: NEXT };

/** What is the same when an answer is given again: the status and every byte of the body. */
const said = ({ status, text, headers }: Answer) => ({
  ...{ status, text },
  type: headers.get('content-type'),
});

/** What an Idempotency-Key means for a change, whatever the interface calls it. */
export function answersOnce(tongue: Tongue): void {
  describe(`${tongue.name}: a change with an Idempotency-Key`, () => {
    let house: House;
    let person: Person;
    let token: string;

    beforeAll(async () => {
      house = await openHouse(tongue.ticketed ? { mfaV1: true } : {});
    });
    afterAll(() => house.close());

    const someone = async (): Promise<void> => {
      person = await house.person({ password: CURRENT });
      token = await proof();
    };
    const proof = async (of = person): Promise<string> =>
      tongue.ticketed ? house.ticket(of) : of.token();
    const change = (key: string, fields: ChangeFields, as = token, of = person) => {
      const [sent, bearer] = carried(tongue, fields, of, as);
      const repeatable = { ...sent, headers: { 'idempotency-key': key } };
      return house.ask(house.passwordUrl, repeatable, bearer);
    };

    it('is made once and answered alike: no hash, event or mail more (F10, IDEMP-06)', async () => {
      await someone();
      const key = randomUUID();
      const before = house.hashes();
      const first = await change(key, WELL);
      expect(first).toMatchObject({ status: 200, body: tongue.done });
      for (const again of [key, `"${key}"`]) {
        expect(said(await change(again, WELL))).toEqual(said(first));
      }
      expect(house.hashes() - before).toBe(2);
      expect(await house.events(person)).toEqual(['password_changed']);
      expect(await house.arrivals(person)).toBe(1);
      expect(await house.verifies(person, NEXT)).toBe(true);
    });

    it('with a wrong current password is answered alike, and counted once', async () => {
      await someone();
      const key = randomUUID();
      const before = house.hashes();
      const first = await change(key, WRONG);
      expect(first).toMatchObject(tongue.refusal('invalid_current_password'));
      for (let repetition = 0; repetition < 6; repetition += 1) {
        expect(said(await change(key, WRONG))).toEqual(said(first));
      }
      expect(house.hashes() - before).toBe(1);
      expect((await change(randomUUID(), WELL)).status).toBe(200);
    });

    it('that the policy refuses, or that finds no password, is answered alike', async () => {
      await someone();
      const key = randomUUID();
      const short = { current: CURRENT, next: 'only nine' };
      const policy = await change(key, short);
      expect(policy).toMatchObject(tongue.refusal('password_policy_violated'));
      expect(said(await change(key, short))).toEqual(said(policy));
      person = await house.person({});
      token = await proof();
      const none = await change(key, WELL);
      expect(none).toMatchObject(tongue.refusal('no_password_set'));
      expect(said(await change(key, WELL))).toEqual(said(none));
    });

    it('is refused with another body, and nothing happens', async () => {
      await someone();
      const key = randomUUID();
      expect((await change(key, WRONG)).status).toBe(400);
      const before = await house.fingerprint(person);
      for (const fields of [WELL, { ...WRONG, next: `${NEXT}!` }]) {
        const answer = await change(key, fields);
        expect(answer).toMatchObject(tongue.refusal('idempotency_key_reused'));
      }
      expect(await house.fingerprint(person)).toBe(before);
    });

    it('is refused while the same one is in flight; the one in flight is made (F10)', async () => {
      await someone();
      const neighbour = await house.person({ password: CURRENT });
      const key = randomUUID();
      const both = house.untilArrived(2);
      const twins = [change(key, WELL), change(key, WELL)];
      const second = await Promise.race(twins);
      expect(second).toMatchObject(tongue.refusal('request_in_flight'));
      expect(Number(second.headers.get('retry-after'))).toBe(1);
      await change(key, WELL, await proof(neighbour), neighbour);
      await both;
      const answers = await Promise.all(twins);
      const first = answers.find(({ status }) => status === 200);
      expect(first).toMatchObject({ body: tongue.done });
      expect(said(await change(key, WELL))).toEqual(first && said(first));
      expect(await house.events(person)).toEqual(['password_changed']);
    });

    it('is taken over when the lease of whoever began it has ended: one is made, and told to both (F10)', async () => {
      await someone();
      const key = randomUUID();
      const release = house.holdHashing();
      const begun = change(key, WELL);
      await house.untilWaiting(1);
      await house.rows(
        `UPDATE journal.idempotency SET lease_until = clock_timestamp()
         WHERE tenant = $1 AND subject = $2`,
        [person.tenant, person.subject],
      );
      const successor = change(key, WELL);
      await house.untilWaiting(2);
      expect(await change(key, WELL)).toMatchObject(tongue.refusal('request_in_flight'));
      release();
      const answers = [await begun, await successor];
      expect(answers.map(({ status }) => status)).toContain(200);
      expect(answers.filter(({ status }) => ![200, 409].includes(status))).toEqual([]);
      const made = answers.find(({ status }) => status === 200);
      expect(said(await change(key, WELL))).toEqual(made && said(made));
      expect(await house.events(person)).toEqual(['password_changed']);
    });

    it('belongs to its person: another one’s equal key is a request of its own', async () => {
      await someone();
      const key = randomUUID();
      const other = await house.person({ password: CURRENT });
      expect((await change(key, WELL)).status).toBe(200);
      expect((await change(key, WRONG, await proof(other), other)).status).toBe(400);
    });

    it('is not remembered when it had to wait, was unauthenticated or not allowed', async () => {
      await someone();
      const key = randomUUID();
      for (let failure = 0; failure < 5; failure += 1) await change(randomUUID(), WRONG);
      const waits = await change(key, WELL);
      expect(waits).toMatchObject(tongue.refusal('too_many_attempts'));
      await house.elapse(person, 31);
      expect(await change(key, WELL, 'no token')).toMatchObject({ status: 401 });
      await house.switchMethod(person.tenant, 'PASSWORD', false);
      expect(await change(key, WELL)).toMatchObject(tongue.refusal('password_not_enabled'));
      await house.switchMethod(person.tenant, 'PASSWORD', true);
      expect((await change(key, WELL)).status).toBe(200);
    });

    it.each(['too-short', `"${'k'.repeat(22)}`, 'k'.repeat(256)])(
      'is refused with the key %j, at no hash',
      async (key) => {
        await someone();
        const before = house.hashes();
        expect(await change(key, WELL)).toMatchObject(tongue.refusal('invalid_request'));
        expect(house.hashes() - before).toBe(0);
      },
    );

    it('may have many parallel twins: one is made, the others are in flight or alike (R21)', async () => {
      await someone();
      const key = randomUUID();
      const answers = await Promise.all(Array.from({ length: 20 }, () => change(key, WELL)));
      const made = answers.filter(({ status }) => status === 200);
      expect(new Set(made.map(({ text }) => text)).size).toBe(1);
      expect(answers.filter(({ status }) => ![200, 409].includes(status))).toEqual([]);
      expect(await house.events(person)).toEqual(['password_changed']);
    });
  });
}
