import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { resetClient, told } from '../support/reset-client.js';
import { nativeRefusal } from './native.tongue.js';
import type { Answer } from './tongue.js';

const INVALID = nativeRefusal('invalid_reset_proof');

/** `npm run prove:guesses` asks for all 10,000; here as many as fit into a test run. */
const GUESSES = Number(process.env['LATCHKEY_GUESSES'] ?? 500);

/** Asked by programs behind one proxy, each from an address of its own. */
describe('a reset, from many addresses', () => {
  let house: House;
  let client: ReturnType<typeof resetClient>;

  beforeAll(async () => {
    house = await openHouse({ trustedProxies: 1, triesPerMinute: 300 });
    client = resetClient({
      ...house,
      ask: (url, sent) => house.ask(url, { ...sent, headers: { ...sent.headers, ...from(0) } }),
    });
    await house.rows('DELETE FROM credentials.address_attempts', []);
  });
  afterAll(() => house.close());

  const from = (n: number): Record<string, string> => ({
    'x-forwarded-for': `10.${String(n >> 16)}.${String((n >> 8) & 255)}.${String(n & 255)}`,
    'x-forwarded-proto': 'https',
  });
  const post = (step: string, body: object, n: number): Promise<Answer> =>
    house.ask(house.passwordUrl, {
      method: 'POST',
      path: `/users-srv/resetpassword/${step}`,
      body,
      headers: from(n),
    });
  const initiated = ({ tenant, subject }: Pick<Person, 'tenant' | 'subject'>, n: number) => {
    const how = { resetMedium: 'EMAIL', processingType: 'CODE' };
    return post('initiate', { tenant, sub: subject, ...how }, n);
  };
  const inBatches = async (count: number, ask: (n: number) => Promise<Answer>) => {
    const answers: Answer[] = [];
    for (let n = 1; n <= count; n += 50) {
      const size = Math.min(50, count - n + 1);
      answers.push(...(await Promise.all(Array.from({ length: size }, (_, i) => ask(n + i)))));
    }
    return answers;
  };

  it(`stops ${String(GUESSES)} wrong codes from as many addresses at five hashes`, async () => {
    const person = await house.person({ password: 'the passphrase I forgot', email: true });
    const resetRequestId = await client.begun(person);
    const code = client.code();
    const before = house.hashes();
    const guesses = await inBatches(GUESSES, (n) => {
      const guess = String(n).padStart(8, '0');
      return post('validatecode', { resetRequestId, code: guess === code ? '99999999' : guess }, n);
    });
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([400]));
    expect(house.hashes() - before).toBe(5);
    expect(await client.validate(resetRequestId, code)).toMatchObject(INVALID);
    expect(await house.verifies(person, 'the passphrase I forgot')).toBe(true);
  }, 600_000);

  it('sends three messages to one person who is asked for 300 times from 300 addresses', async () => {
    const person = await house.person({ password: 'the passphrase I forgot', email: true });
    const answers = await inBatches(300, (n) => initiated(person, n));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const outcomes = await house.resets.send();
    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(3);
    expect(outcomes).toHaveLength(300);
  }, 120_000);

  it('lets one address ask for 300 people a minute, known or not, and no more', async () => {
    const person = await house.person({ password: 'the passphrase I forgot', email: true });
    const asked = await inBatches(310, (n) =>
      post(
        'initiate',
        {
          ...{ tenant: person.tenant, username: `somebody-${String(n)}` },
          ...{ resetMedium: 'EMAIL', processingType: 'CODE' },
        },
        70_000,
      ),
    );
    const statuses = asked.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(300);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    const outcomes = await house.resets.send();
    expect(outcomes).toEqual(Array<string>(300).fill('dropped'));
    expect((await initiated(person, 70_001)).status).toBe(200);
    expect(await house.resets.send()).toEqual(['sent']);
  }, 120_000);

  it('sends nothing by an identifier that two people have, and alarms', async () => {
    const mail = {
      type: 'EMAIL' as const,
      value: 'both@mail.example',
      lookup: 'both@mail.example',
    };
    const wish = { password: 'the passphrase I forgot', email: true, identifiers: [mail] } as const;
    const one = await house.person(wish);
    const how = { resetMedium: 'EMAIL', processingType: 'CODE', email: mail.value };
    const ask = () => post('initiate', { tenant: one.tenant, ...how }, 80_000);
    const alone = await ask();
    expect(await house.resets.send()).toEqual(['sent']);
    await house.person({ ...wish, sameTenantAs: one });
    const both = await ask();
    expect(both.status).toBe(alone.status);
    expect(await house.resets.send()).toEqual(['dropped']);
    expect(house.logged()).toContain('identifier_ambiguous');
  });

  it('builds links from configuration, whatever Host and forwarded headers say', async () => {
    const person = await house.person({ password: 'the passphrase I forgot', email: true });
    const { tenant, subject: sub } = person;
    const evil = 'evil.example';
    const how = { resetMedium: 'EMAIL', processingType: 'LINK' };
    const answer = await house.send(
      house.passwordUrl,
      { method: 'POST', path: '/users-srv/resetpassword/initiate' },
      {
        headers: {
          ...{ ...from(90_000), 'content-type': 'application/json', host: evil },
          ...{ 'x-forwarded-host': evil, 'x-original-host': evil, forwarded: `host=${evil}` },
        },
        body: JSON.stringify({ tenant, sub, ...how }),
      },
    );
    expect(told(answer).data?.reset_initiated ?? answer.status).toBe(true);
    await house.resets.send();
    const { text = '' } = house.resets.mails.at(-1) ?? {};
    expect(text).toContain('https://id.example/reset#');
    expect(text).not.toContain(evil);
  });
});
