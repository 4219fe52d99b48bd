import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person, PersonWish } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { anotherThan, resetClient, told } from '../support/reset-client.js';
import { nativeRefusal } from './native.tongue.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const INVALID = nativeRefusal('invalid_reset_proof');

describe('the limits of a reset', () => {
  let house: House;
  let client: ReturnType<typeof resetClient>;

  beforeAll(async () => {
    house = await openHouse();
    client = resetClient(house);
  });
  afterAll(() => house.close());

  const forgetful = (wish: PersonWish = {}): Promise<Person> =>
    house.person({ password: 'the passphrase I forgot', email: true, ...wish });
  const initiated = async (person: Person, count: number, how = {}): Promise<string[]> => {
    for (let n = 0; n < count; n += 1) await client.initiate(person, how);
    return house.resets.send();
  };
  const sentOf = (outcomes: readonly string[]): number =>
    outcomes.filter((outcome) => outcome === 'sent').length;

  it('send three messages an hour, whoever asks how often', async () => {
    const person = await forgetful();
    expect(sentOf(await initiated(person, 8))).toBe(3);
    await house.resets.elapse(person, HOUR + 1);
    expect(sentOf(await initiated(person, 8))).toBe(3);
  });

  it('send three although 12 workers look up the same person at the same moment', async () => {
    const person = await forgetful();
    for (let n = 0; n < 12; n += 1) await client.initiate(person);
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => house.resets.send()));
    expect(sentOf(outcomes.flat())).toBe(3);
  });

  it('send ten messages a day', async () => {
    const person = await forgetful();
    let sent = 0;
    for (let hour = 0; hour < 6; hour += 1) {
      sent += sentOf(await initiated(person, 3));
      await house.resets.elapse(person, HOUR + 1);
    }
    expect(sent).toBe(10);
  });

  it('let three requests live side by side, of which a new one kills none', async () => {
    const person = await forgetful();
    const requests = [
      await client.begun(person, { processingType: 'LINK' }),
      await client.begun(person, { processingType: 'LINK' }),
      await client.begun(person, { processingType: 'LINK' }),
    ];
    await house.resets.elapse(person, 2 * HOUR);
    const links = house.resets.mails.slice(-3).map(({ text }) => /code=([\w-]+)/.exec(text)?.[1]);
    expect(await initiated(person, 1)).toEqual(['dropped']);
    for (const [n, request] of requests.entries()) {
      const answer = await client.validate(request, links[n] ?? '');
      expect(told(answer).data?.exchangeId).toBeDefined();
    }
    await house.resets.elapse(person, DAY);
    expect(await initiated(person, 1)).toEqual(['sent']);
  });

  it('let a code be tried five times, the right one included, at a hash each and then none', async () => {
    const person = await forgetful();
    const request = await client.begun(person);
    const code = client.code();
    const before = house.hashes();
    for (let tries = 1; tries <= 5; tries += 1) {
      expect(await client.validate(request, anotherThan(code))).toMatchObject(INVALID);
    }
    expect(house.hashes() - before).toBe(5);
    expect(await client.validate(request, code)).toMatchObject(INVALID);
    expect(house.hashes() - before).toBe(5);
  });

  it('count parallel tries of one code to five', async () => {
    const person = await forgetful();
    const request = await client.begun(person);
    const before = house.hashes();
    const wrong = anotherThan(client.code());
    await Promise.all(Array.from({ length: 40 }, () => client.validate(request, wrong)));
    expect(house.hashes() - before).toBe(5);
  });

  it('let 15 codes of a person be guessed a day, whoever guesses where, and then send links', async () => {
    const person = await forgetful();
    for (let request = 0; request < 3; request += 1) {
      const token = await client.begun(person);
      const wrong = anotherThan(client.code());
      for (let n = 0; n < 5; n += 1) await client.validate(token, wrong);
      await house.resets.elapse(person, HOUR + 1);
    }
    const request = await client.begun(person);
    expect(house.resets.mails.at(-1)?.text).toContain('https://');
    const validated = await client.validate(request, client.link());
    expect(told(validated).data?.exchangeId).toBeDefined();
    await house.resets.elapse(person, DAY);
    await client.begun(person);
    expect(client.code()).toMatch(/^\d{8}$/);
  });

  it('do not take the right code once the 15 guesses of the day are used up', async () => {
    const person = await forgetful();
    const requests: string[] = [];
    for (let n = 0; n < 3; n += 1) requests.push(await client.begun(person));
    const codes = house.resets.mails.slice(-3).map(({ text }) => /\d{8}/.exec(text)?.[0] ?? '');
    await house.rows(
      `UPDATE credentials.reset_allowance SET guesses = array_fill(now(), ARRAY[15])
       WHERE tenant = $1`,
      [person.tenant],
    );
    const before = house.hashes();
    expect(await client.validate(requests[0] ?? '', codes[0] ?? '')).toMatchObject(INVALID);
    expect(house.hashes() - before).toBe(1);
  });

  it('let a code die after ten minutes, a link after a day, an exchange after a quarter', async () => {
    const person = await forgetful();
    const coded = await client.begun(person);
    const code = client.code();
    await house.resets.elapse(person, 601);
    expect(await client.validate(coded, code)).toMatchObject(INVALID);

    const linked = await client.begun(person, { processingType: 'LINK' });
    await house.resets.elapse(person, DAY - 60);
    const exchange = told(await client.validate(linked, client.link())).data?.exchangeId ?? '';
    await house.resets.elapse(person, 901);
    expect(await client.accept(linked, exchange)).toMatchObject(INVALID);
    expect(await client.validate(linked, client.link())).toMatchObject(INVALID);
  });

  it('send to no contact that was verified less than a day ago, and to no unverified one', async () => {
    const person = await forgetful();
    for (const verified of [`now() - interval '23 hours'`, 'NULL']) {
      await house.rows(
        `UPDATE verification.medium SET verified_at = ${verified} WHERE tenant = $1`,
        [person.tenant],
      );
      expect(await initiated(person, 1)).toEqual(['dropped']);
    }
    await house.rows(
      `UPDATE verification.medium SET verified_at = now() - interval '25 hours' WHERE tenant = $1`,
      [person.tenant],
    );
    expect(await initiated(person, 1)).toEqual(['sent']);
  });

  it('forget everything two days later', async () => {
    const person = await forgetful();
    await client.begun(person);
    await house.resets.elapse(person, 2 * DAY + 60);
    await house.resets.sweep();
    const left = await house.rows('SELECT FROM credentials.reset_request WHERE tenant = $1', [
      person.tenant,
    ]);
    expect(left).toEqual([]);
  });
});
