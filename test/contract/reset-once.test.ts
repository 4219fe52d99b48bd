import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { NEW, resetClient } from '../support/reset-client.js';
import { nativeRefusal } from './native.tongue.js';
import type { Answer } from './tongue.js';

const CURRENT = 'the passphrase I forgot';
const INVALID = nativeRefusal('invalid_reset_proof');

const said = ({ status, text }: Answer) => ({ status, text });

/** What an Idempotency-Key means for the end of a reset. */
describe('a new password by a reset, with an Idempotency-Key', () => {
  let house: House;
  let client: ReturnType<typeof resetClient>;
  let person: Person;

  beforeAll(async () => {
    house = await openHouse();
    client = resetClient(house);
  });
  afterAll(() => house.close());

  const forgetful = async (): Promise<readonly [string, string]> => {
    person = await house.person({ password: CURRENT, email: true });
    return client.proven(person);
  };
  const accept = (
    key: string,
    [resetRequestId, exchangeId]: readonly [string, string],
    password = NEW,
  ): Promise<Answer> =>
    house.ask(house.passwordUrl, {
      method: 'POST',
      path: '/users-srv/resetpassword/accept',
      headers: { 'idempotency-key': key },
      body: { resetRequestId, exchangeId, password, confirmPassword: password },
    });

  it('is set once and answered alike although the request is spent (F10, IDEMP-06)', async () => {
    const proof = await forgetful();
    const [key, hashes] = [randomUUID(), house.hashes()];
    const first = await accept(key, proof);
    expect(first).toMatchObject({ status: 200, body: { data: { reseted: true } } });
    const cost = house.hashes() - hashes;
    for (const again of [key, `"${key}"`]) {
      expect(said(await accept(again, proof))).toEqual(said(first));
    }
    await house.resets.elapse(person, 3600);
    expect(said(await accept(key, proof))).toEqual(said(first));
    expect(house.hashes() - hashes).toBe(cost);
    expect(await house.events(person)).toEqual(['password_reset']);
    expect(await house.arrivals(person)).toBe(1);
  });

  it('that the policy refuses is answered alike, and counts as one refusal of ten', async () => {
    const proof = await forgetful();
    const key = randomUUID();
    const first = await accept(key, proof, 'too short');
    expect(first).toMatchObject(nativeRefusal('password_policy_violated'));
    for (let n = 0; n < 12; n += 1) {
      expect(said(await accept(key, proof, 'too short'))).toEqual(said(first));
    }
    expect((await accept(randomUUID(), proof)).status).toBe(200);
  });

  it('is refused with another password, and nothing happens', async () => {
    const proof = await forgetful();
    const key = randomUUID();
    expect((await accept(key, proof)).status).toBe(200);
    const other = await accept(key, proof, 'another new passphrase 2');
    expect(other).toMatchObject(nativeRefusal('idempotency_key_reused'));
    expect(await house.verifies(person, NEW)).toBe(true);
  });

  it('is told to nobody without the exchange, nor for another request (R25)', async () => {
    const proof = await forgetful();
    const [request, exchange] = await client.proven(person);
    const key = randomUUID();
    expect((await accept(key, proof)).status).toBe(200);
    expect(await accept(key, [proof[0], exchange])).toMatchObject(INVALID);
    expect(await accept(key, [proof[0], 'k1.whatever'])).toMatchObject(INVALID);
    expect(await accept(key, [request, exchange])).toMatchObject(INVALID);
  });

  it('is not remembered where the request was spent or has expired', async () => {
    const proof = await forgetful();
    const key = randomUUID();
    await house.resets.elapse(person, 1000);
    expect(await accept(key, proof)).toMatchObject(INVALID);
    const kept = await house.rows('SELECT FROM journal.idempotency WHERE tenant = $1', [
      person.tenant,
    ]);
    expect(kept).toEqual([]);
  });

  it('is made by one of many parallel twins, the others are in flight or alike (R21, F10)', async () => {
    const proof = await forgetful();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(key, proof)));
    expect(answers.filter(({ status }) => ![200, 409].includes(status))).toEqual([]);
    expect(await house.events(person)).toEqual(['password_reset']);
  });

  it('is refused with a key that cannot be used, at no hash and no refusal', async () => {
    const proof = await forgetful();
    const before = house.hashes();
    expect(await accept('too-short', proof)).toMatchObject(nativeRefusal('invalid_request'));
    expect(house.hashes()).toBe(before);
  });
});
