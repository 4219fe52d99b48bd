import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { askRules } from '../support/policies.js';
import { RangeUpstream } from '../support/range-upstream.js';

const PATH = '/password-srv/settings/breach';
const CURRENT = 'Quiet-harbour-58, at night';

let operators: RangeUpstream;
let own: RangeUpstream;
let house: House;

beforeAll(async () => {
  operators = await new RangeUpstream().open();
  own = await new RangeUpstream().open();
  house = await openHouse({ breachRangeUrl: operators.url, breachRangePrivate: true });
});
afterAll(async () => {
  await house.close();
  operators.close();
  own.close();
});
beforeEach(() => {
  own.wrong = undefined;
  for (const { asked } of [own, operators]) asked.length = 0;
});

const someone = async (more: object = {}): Promise<Person> => {
  const person = await house.person({ admin: true, email: true, password: CURRENT, ...more });
  const rules = { breachRangeServer: true, breachUndetermined: 'accept' } as const;
  expect(await askRules(house, person, rules)).toMatchObject({ status: 200 });
  return person;
};

const read = async (at: House, person: Person) =>
  at.ask(
    at.passwordUrl,
    { method: 'GET', path: PATH },
    await at.freshToken(person, { scope: 'tenant:admin' }),
  );

const write = async (at: House, person: Person, body: unknown, etag?: string | null) =>
  at.send(
    at.passwordUrl,
    { method: 'PUT', path: PATH },
    {
      headers: {
        authorization: `Bearer ${await at.freshToken(person, { scope: 'tenant:admin' })}`,
        'content-type': 'application/json',
        ...(etag ? { 'if-match': etag } : {}),
      },
      body: JSON.stringify(body),
    },
  );

const named = async (person: Person, url: string | null, sparse = false) => {
  const etag = (await read(house, person)).headers.get('etag');
  const body = { range_server: url === null ? null : { url, sparse } };
  const saved = await write(house, person, body, etag);
  expect(saved).toMatchObject({ status: 200, body: { range_server: body.range_server } });
  return saved;
};

const change = async (person: Person, new_password: string) => {
  const body = { old_password: CURRENT, new_password, confirm_password: new_password };
  const sent = { method: 'PUT', path: '/password-srv/password', body };
  return house.ask(house.passwordUrl, sent, await house.freshToken(person));
};

/** One that nobody has asked for, so that no range is remembered. */
const another = (): string => randomBytes(16).toString('base64url');

const refused = { status: 422, body: { error: { error: 'password_breached' } } };

describe('a range server of a tenant’s own', () => {
  it('is asked in place of the operator’s, for that tenant alone, from the next request on (R19)', async () => {
    const [here, there] = [await someone(), await someone()];
    await named(here, own.url);
    const next = another();
    own.listed.add(next);
    expect(await change(here, next)).toMatchObject(refused);
    expect([own.asked.length > 0, operators.asked]).toEqual([true, []]);
    expect(await change(there, next)).toMatchObject({ status: 200 });
    expect(operators.asked).toHaveLength(1);
  });

  it('is the operator’s again once it is taken away', async () => {
    const person = await someone();
    await named(person, own.url);
    await named(person, null);
    const next = another();
    operators.listed.add(next);
    expect(await change(person, next)).toMatchObject(refused);
    expect(own.asked).toEqual([]);
  });

  it('fails for its own tenant alone: no other tenant’s breaker has heard of it (F02)', async () => {
    const [here, there] = [await someone(), await someone()];
    for (const person of [here, there]) {
      await named(person, own.url);
      await askRules(house, person, { breachRangeServer: true });
    }
    own.wrong = 'is down';
    // Of five failures in a row each is a new password, or the current one after it.
    for (let failed = 0; own.asked.length < 5 && failed < 5; failed += 1) {
      expect(await change(here, another())).toMatchObject({
        status: 503,
        body: { error: { error: 'breach_check_unavailable' } },
      });
    }
    own.asked.length = 0;
    own.wrong = undefined;
    expect(await change(here, another())).toMatchObject({ status: 503 });
    expect(own.asked).toEqual([]);
    expect(await change(there, another())).toMatchObject({ status: 200 });
    expect(own.asked).toHaveLength(1);
    const usable = async (person: Person) => {
      const { body } = await read(house, person);
      const { sources } = body as { sources: { source: string; usable: boolean }[] };
      return sources.find(({ source }) => source === 'range_server')?.usable;
    };
    expect([await usable(here), await usable(there)]).toEqual([false, true]);
  });

  it('says itself that it holds some ranges only: then an empty one is the truth', async () => {
    own.wrong = 'answers padding only';
    const person = await someone();
    await named(person, own.url);
    expect(await change(person, another())).toMatchObject({ status: 200 });
    expect(await house.breachOf(person)).toMatchObject({ breach_state: 'undetermined' });
    const sparse = await someone();
    await named(sparse, own.url, true);
    expect(await change(sparse, another())).toMatchObject({ status: 200 });
    expect(await house.breachOf(sparse)).toMatchObject({ breach_state: 'clean' });
  });
});

describe('admin: naming a range server', () => {
  it('is journaled with what it was before, and only for who saw the latest version', async () => {
    const person = await someone();
    const before = await read(house, person);
    expect(before).toMatchObject({ status: 200, body: { range_server: null } });
    const body = { range_server: { url: own.url, sparse: false } };
    expect(await write(house, person, body)).toMatchObject({ status: 428 });
    const etag = before.headers.get('etag');
    const saved = await write(house, person, body, etag);
    expect(saved.status).toBe(200);
    expect(await write(house, person, body, etag)).toMatchObject({ status: 412 });
    expect((await read(house, person)).headers.get('etag')).toBe(saved.headers.get('etag'));
    const [event] = await house.rows<{ data: object }>(
      `SELECT data FROM journal.event
       WHERE tenant = $1 AND subject = $2 AND type = 'range_server_changed'`,
      [person.tenant, person.subject],
    );
    expect(event?.data).toMatchObject({ before: null, after: { url: own.url, sparse: false } });
  });

  it('is for admins alone (R13)', async () => {
    const person = await house.person({ email: true });
    expect(await write(house, person, { range_server: null }, '"0"')).toMatchObject({
      status: 403,
    });
  });

  it.each([
    ['nothing at all', {}, 'range_server'],
    ['something unknown', { range_server: null, tenant: 'x' }, 'tenant'],
    ['no address', { range_server: { url: 'ranges', sparse: false } }, 'range_server.url'],
    ['another protocol', { range_server: { url: 'ftp://a/', sparse: false } }, 'range_server.url'],
    [
      'credentials',
      { range_server: { url: 'https://a:b@ranges.example/', sparse: false } },
      'range_server.url',
    ],
    [
      'a query',
      { range_server: { url: 'https://ranges.example/?a=', sparse: false } },
      'range_server.url',
    ],
    [
      'no word on sparse',
      { range_server: { url: 'https://ranges.example/' } },
      'range_server.sparse',
    ],
  ])('refuses %s by its name (R14)', async (_, body, field) => {
    const person = await house.person({ admin: true, email: true });
    const answer = await write(house, person, body, '"0"');
    expect(answer).toMatchObject({ status: 400 });
    expect(JSON.stringify(answer.body)).toContain(`"${field}"`);
  });
});

describe('an operator who does not allow neighbours', () => {
  let strict: House;

  beforeAll(async () => {
    strict = await openHouse({ breachRangeUrl: operators.url });
  });
  afterAll(() => strict.close());

  it('lets no tenant name one, nor plain http (F02)', async () => {
    const person = await strict.person({ admin: true, email: true });
    const saying = async (url: string) => {
      const answer = await write(strict, person, { range_server: { url, sparse: false } }, '"0"');
      return [answer.status, JSON.stringify(answer.body)];
    };
    expect(await saying(own.url)).toEqual([400, expect.stringContaining('is not https')]);
    for (const host of ['127.0.0.1', '10.0.0.7', '169.254.169.254', '[::1]', '2130706433']) {
      expect(await saying(`https://${host}/range/`)).toEqual([
        400,
        expect.stringContaining('is not global'),
      ]);
    }
    expect(await saying('https://ranges.example.com/range')).toEqual([
      200,
      expect.stringContaining('https://ranges.example.com/range/'),
    ]);
  });
});
