import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { subjectId } from '#libs/identity';
import { Database } from '#libs/persistence';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { anotherThan, NEW, resetClient, told } from '../support/reset-client.js';
import { nativeRefusal } from './native.tongue.js';

const CURRENT = 'the passphrase I forgot';
const INVALID = nativeRefusal('invalid_reset_proof');

describe('a reset', () => {
  let house: House;
  let client: ReturnType<typeof resetClient>;
  let known: Person;

  beforeAll(async () => {
    house = await openHouse();
    client = resetClient(house);
    known = await house.person({ password: CURRENT, email: true });
  });
  afterAll(() => house.close());

  const nobody = () => ({ tenant: known.tenant, subject: subjectId('nobody-here') });
  /** Everything of an answer but what is random in it. */
  const shape = ({ status, body }: { status: number; body: unknown }): string =>
    JSON.stringify([status, body]).replaceAll(/"(rprq|refnum)":"[^"]*"/g, '"$1":"…"');

  it('answers the same to everybody, and has done nothing but enqueue (R02, ASVS-6.3.8)', async () => {
    const people = {
      known,
      nobody: nobody(),
      passwordless: await house.person({ email: true }),
      disabled: await house.person({ password: CURRENT, email: true, status: 'disabled' }),
      managed: await house.person({ password: CURRENT, email: true, managedBy: 'their employer' }),
      unreachable: await house.person({ password: CURRENT }),
    };
    const before = house.hashes();
    const answers = await Promise.all(Object.values(people).map((who) => client.initiate(who)));
    expect(new Set(answers.map(shape)).size).toBe(1);
    expect(house.hashes()).toBe(before);
    const sent = await house.resets.send();
    expect(sent.toSorted()).toEqual([...Array<string>(5).fill('dropped'), 'sent']);
  });

  it('says nothing about a person in the token that it hands out', async () => {
    const tokens = [await client.initiate(known), await client.initiate(nobody())];
    await house.resets.send();
    const [one, other] = tokens.map((answer) => told(answer).data?.rprq ?? '');
    expect(one?.length).toBe(other?.length);
    const named = Buffer.from((one ?? '').split('.')[0] ?? '', 'base64url').toString();
    expect(named).not.toContain(known.subject);
  });

  it('asks the database equally often at every step, whoever it is about (R02, R25)', async () => {
    const somebody = await house.person({ password: CURRENT, email: true });
    const disabled = await house.person({ password: CURRENT, email: true, status: 'disabled' });
    const stranger = { ...nobody(), tenant: somebody.tenant };
    const costs: number[][] = [];
    for (const who of [somebody, disabled, stranger]) {
      const queries = jest.spyOn(Database.prototype, 'query');
      const cost: number[] = [];
      const counted = async <Value>(ask: Promise<Value>): Promise<Value> => {
        queries.mockClear();
        const value = await ask;
        cost.push(queries.mock.calls.length);
        return value;
      };
      const request = told(await counted(client.initiate(who))).data?.rprq ?? '';
      await house.resets.send();
      await counted(client.validate(request, '00000000'));
      await counted(client.validate(request, 'no link of anybody'));
      await counted(client.accept(request, 'k1.forged'));
      queries.mockRestore();
      costs.push(cost);
    }
    expect(costs).toEqual([costs[0], costs[0], costs[0]]);
    expect(costs[0]).toEqual([2, 2, 2, 1]);
  });

  it('costs a wrong code the same hashes and answers, whether there is a person or not (R02)', async () => {
    const somebody = await house.person({ password: CURRENT, email: true });
    const stranger = { ...nobody(), tenant: somebody.tenant };
    const requests = [
      await client.begun(somebody),
      told(await client.initiate(stranger)).data?.rprq,
    ];
    await house.resets.send();
    const wrong = anotherThan(client.code());
    const costs: unknown[] = [];
    for (const request of requests) {
      const before = house.hashes();
      const answers: string[] = [];
      for (let n = 0; n < 7; n += 1)
        answers.push(shape(await client.validate(request ?? '', wrong)));
      costs.push([house.hashes() - before, new Set(answers).size, answers[0]]);
    }
    expect(costs[0]).toEqual(costs[1]);
  });

  it('stops 10,000 guesses from many addresses in the database: here 200, at five hashes', async () => {
    const person = await house.person({ password: CURRENT, email: true });
    const request = await client.begun(person);
    const code = client.code();
    const before = house.hashes();
    for (let n = 0; n < 200; n += 1) {
      const guess = String(n).padStart(8, '0');
      if (guess !== code) await client.validate(request, guess);
    }
    expect(house.hashes() - before).toBe(5);
    expect(await client.validate(request, code)).toMatchObject(INVALID);
  });

  it('takes no token that is forged, cut, foreign or of another tenant (R25)', async () => {
    const person = await house.person({ password: CURRENT, email: true });
    const request = await client.begun(person);
    const [name = '', mac = ''] = request.split('.');
    const other = JSON.stringify([
      ...(JSON.parse(Buffer.from(name, 'base64url').toString()) as string[]).with(1, known.tenant),
    ]);
    const forged = [
      `${Buffer.from(other).toString('base64url')}.${mac}`,
      `${name}.${'A'.repeat(mac.length)}`,
      `${name}.`,
      name,
      `${request}.`,
      'x'.repeat(512),
      `${name}=.${mac}`,
    ];
    const before = house.hashes();
    for (const token of forged) {
      expect(await client.validate(token, client.code())).toMatchObject(INVALID);
      expect(await client.accept(token, 'k1.whatever')).toMatchObject(INVALID);
    }
    expect(house.hashes()).toBe(before);
  });

  it('takes no exchange that is forged, of another request, or given before its proof', async () => {
    const person = await house.person({ password: CURRENT, email: true });
    const [request, exchange] = await client.proven(person);
    const [other] = await client.proven(person);
    expect(await client.accept(other, exchange)).toMatchObject(INVALID);
    const unproven = await client.begun(person);
    for (const wrong of [exchange, 'k1.', 'k1', `k2.${exchange.slice(3)}`]) {
      expect(await client.accept(unproven, wrong)).toMatchObject(INVALID);
    }
    expect((await client.accept(request, exchange)).status).toBe(200);
  });

  it('dies with the password: whatever was open is refused after any change (R09)', async () => {
    const person = await house.person({ password: CURRENT, email: true });
    const coded = await client.begun(person);
    const code = client.code();
    const linked = await client.begun(person, { processingType: 'LINK' });
    const link = client.link();
    const [proven, exchange] = await client.proven(person);
    await client.initiate(person);
    await house.ask(
      house.passwordUrl,
      {
        method: 'PUT',
        path: '/password-srv/password',
        body: { old_password: CURRENT, new_password: NEW, confirm_password: NEW },
      },
      person.token(),
    );
    for (const answer of [
      await client.validate(coded, code),
      await client.validate(linked, link),
      await client.accept(proven, exchange, 'another passphrase'),
    ]) {
      expect(answer).toMatchObject(INVALID);
    }
    expect(await house.verifies(person, NEW)).toBe(true);
  });

  it('leaves no secret where it can be read: logs, database, answers (R25a)', async () => {
    const person = await house.person({ password: CURRENT, email: true });
    const request = await client.begun(person, { processingType: 'LINK' });
    const link = client.link();
    const coded = await client.begun(person);
    const code = client.code();
    const validated = await client.validate(request, link);
    const exchange = told(validated).data?.exchangeId ?? '';
    const password = 'canary passphrase 4711';
    await client.accept(request, exchange, password);
    await client.validate(coded, code);
    const rows = await house.rows(
      `SELECT to_jsonb(r)::text AS text FROM credentials.reset_request r WHERE tenant = $1`,
      [person.tenant],
    );
    const stored = JSON.stringify(rows);
    for (const secret of [link, exchange, password]) {
      expect(stored).not.toContain(secret);
      expect(house.logged()).not.toContain(secret);
    }
    expect(stored).not.toContain(`"${code}"`);
    expect(house.logged()).not.toContain(request);
  });

  it('is delayed by a mail server that is down, never refused, and the code still fits', async () => {
    const person = await house.person({ password: CURRENT, email: true });
    house.resets.down = true;
    const answer = await client.initiate(person);
    expect(answer.status).toBe(200);
    expect(await house.resets.send()).toEqual(['retry']);
    house.resets.down = false;
    await house.resets.elapse(person, 3600);
    expect(await house.resets.send()).toEqual(['sent']);
    const validated = await client.validate(told(answer).data?.rprq ?? '', client.code());
    expect(told(validated).data?.exchangeId).toBeDefined();
  });
});
