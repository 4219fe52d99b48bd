import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';

/** PHP 8.2 password_hash of the first one, htpasswd -nbs of the second. */
const BCRYPT = '$2y$08$3o1PC.Dk7s7NhEwHgWVlwe111BT0bf2H1hlYO4b95V.6II5wQ7h2O';
const SLOW_PASSWORD = 'Quiet-harbour-58';
const SHA1 = '{SHA}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s=';
const FAST_PASSWORD = 'hashcat';
const NEXT = 'Distant mountains, 1 lake';

let house: House;
let importer: string;

beforeAll(async () => {
  house = await openHouse();
  importer = await house.serviceToken('password:import');
});
afterAll(() => house.close());

const send = (person: Pick<Person, 'tenant' | 'subject'>, hash: unknown, token = importer) =>
  house.ask(
    house.passwordUrl,
    {
      method: 'POST',
      path: `/internal/v1/subjects/${person.subject}/password/import`,
      body: { tenant: person.tenant, hash },
    },
    token,
  );

const change = async (person: Person, old_password: string) => {
  const body = { old_password, new_password: NEXT, confirm_password: NEXT };
  const sent = { method: 'PUT', path: '/password-srv/password', body };
  return house.ask(house.passwordUrl, sent, await house.freshToken(person));
};

const stored = async ({ tenant, subject }: Person) => {
  const [row] = await house.rows<{ scheme: string; breach_state: string }>(
    'SELECT scheme, breach_state FROM credentials.password WHERE tenant = $1 AND subject = $2',
    [tenant, subject],
  );
  return row;
};

describe('an imported password', () => {
  it.each([
    ['slow', BCRYPT, SLOW_PASSWORD, 'bcrypt:cost=8', 0],
    ['fast', SHA1, FAST_PASSWORD, 'argon2id(digest:digest=sha1,place=after)', 1],
  ])(
    'that was %s lets its owner in, and no policy is asked of it',
    async (_, hash, password, scheme, cost) => {
      const person = await house.person({ email: true });
      const before = house.hashes();
      expect(await send(person, hash)).toMatchObject({
        status: 201,
        body: { scheme, needs_rehash: true },
      });
      expect(house.hashes() - before).toBe(cost);
      expect(await stored(person)).toEqual({ scheme, breach_state: 'undetermined' });
      expect(await house.verifies(person, password)).toBe(true);
      expect(await house.verifies(person, `${password}.`)).toBe(false);
      const path = `/internal/v1/subjects/${person.subject}/password?tenant=${person.tenant}`;
      const reader = await house.serviceToken('password:read');
      expect(await house.ask(house.passwordUrl, { method: 'GET', path }, reader)).toMatchObject({
        body: { configured: true, needs_rehash: true, scheme },
      });
    },
  );

  it('is journaled, and its owner, who did nothing, is told nothing', async () => {
    const person = await house.person({ email: true });
    await send(person, BCRYPT);
    expect(await house.events(person)).toEqual(['password_imported']);
    expect(await house.arrivals(person)).toBe(0);
    const [event] = await house.rows<{ data: object }>(
      'SELECT data FROM journal.event WHERE tenant = $1 AND subject = $2',
      [person.tenant, person.subject],
    );
    expect(event?.data).toMatchObject({ scheme: 'bcrypt:cost=8', client: expect.any(String) });
    expect(JSON.stringify(event)).not.toContain(BCRYPT.slice(-20));
  });

  it('ends no session, and is ours after the next change (NIST-3.1.1.2-kdf-c)', async () => {
    const person = await house.person({ email: true });
    const session = person.token();
    await send(person, BCRYPT);
    const mine = { method: 'GET', path: '/password-srv/requirements' };
    expect(await house.ask(house.passwordUrl, mine, session)).toMatchObject({ status: 200 });
    expect(await change(person, SLOW_PASSWORD)).toMatchObject({ status: 200 });
    expect(await stored(person)).toMatchObject({ scheme: 'argon2id' });
    expect(await house.verifies(person, NEXT)).toBe(true);
  });

  it.each([
    [BCRYPT, SLOW_PASSWORD],
    [SHA1, FAST_PASSWORD],
  ])(
    'is written anew by the next success, and what it lacks is due (NIST-3.1.1.2-kdf-c, R20)',
    async (hash, password) => {
      const person = await house.person({ email: true, preset: 'nist-800-63b-4' });
      await send(person, hash);
      const verifier = await house.serviceToken('password:verify');
      const verify = (text: string) => {
        const body = { tenant: person.tenant, subject: person.subject, password: text };
        const sent = { method: 'POST', path: '/internal/v1/passwords/verify', body };
        return house.ask(house.passwordUrl, sent, verifier);
      };
      expect(await verify('a guess')).toMatchObject({ body: { result: 'not_verified' } });
      expect(await stored(person)).not.toMatchObject({ scheme: 'argon2id' });
      expect(await verify(password)).toMatchObject({
        status: 200,
        body: {
          result: 'verified',
          reasons: password === FAST_PASSWORD ? ['policy_tightened'] : [],
        },
      });
      expect(await stored(person)).toMatchObject({ scheme: 'argon2id' });
      expect(await house.verifies(person, password)).toBe(true);
      expect(await house.events(person)).toEqual(['password_imported']);
    },
  );

  it('costs a wrong guess one hash (R02, D-KDF-budget)', async () => {
    const person = await house.person({ email: true });
    await send(person, SHA1);
    // So that a repetition of a change a moment ago is none of the reasons to look twice.
    await house.elapse(person, 120);
    const before = house.hashes();
    expect(await change(person, 'a guess')).toMatchObject({ status: 400 });
    expect(house.hashes() - before).toBe(1);
  });

  it('is no answer to a person who has one: 409, whoever was first (R11)', async () => {
    const person = await house.person({ email: true, password: SLOW_PASSWORD });
    const before = await house.fingerprint(person);
    expect(await send(person, SHA1)).toMatchObject({
      status: 409,
      body: { code: 'password_already_set' },
    });
    expect(await house.fingerprint(person)).toBe(before);
  });

  it.each([BCRYPT, SHA1])('may be sent again by whoever lost the answer', async (hash) => {
    const person = await house.person({ email: true });
    expect(await send(person, hash)).toMatchObject({ status: 201 });
    const before = await house.fingerprint(person);
    expect(await send(person, hash)).toMatchObject({ status: 200 });
    expect(await house.fingerprint(person)).toBe(before);
  });

  it('is written once, however many arrive at the same time (R21)', async () => {
    const person = await house.person({ email: true });
    const answers = await Promise.all(
      [BCRYPT, SHA1, BCRYPT, SHA1].map((hash) => send(person, hash)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await house.events(person)).toEqual(['password_imported']);
  });
});

describe('an import', () => {
  it('of nobody is 404', async () => {
    const { tenant } = await house.person({});
    expect(await send({ tenant, subject: 'nobody' as Person['subject'] }, BCRYPT)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });

  it.each([
    ['no known format', 'hunter2', 422, 'unsupported_hash'],
    ['a bare digest', '5f4dcc3b5aa765d61d8327deb882cf99', 422, 'unsupported_hash'],
    ['too much work', BCRYPT.replace('$08$', '$15$'), 422, 'hash_too_costly'],
    [
      'too much memory',
      '$scrypt$ln=24,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK+2vcTL0tk',
      422,
      'hash_too_costly',
    ],
    ['no text', 7, 400, 'invalid_request'],
    ['nothing', undefined, 400, 'invalid_request'],
  ])(
    'of %s costs no hash, and says what is wrong without repeating it',
    async (_, hash, status, code) => {
      const person = await house.person({});
      const before = house.hashes();
      const answer = await send(person, hash);
      expect(answer).toMatchObject({ status, body: { code } });
      expect(house.hashes()).toBe(before);
      if (typeof hash === 'string')
        expect(JSON.stringify(answer.body)).not.toContain(hash.slice(-20));
    },
  );

  it('needs its own scope, and a program (ASVS-6.4.3)', async () => {
    const person = await house.person({ email: true });
    const other = await house.serviceToken('password:admin password:verify');
    expect(await send(person, BCRYPT, other)).toMatchObject({ status: 403 });
    expect(await send(person, BCRYPT, person.token())).toMatchObject({ status: 403 });
    expect(await stored(person)).toBeUndefined();
  });

  it('leaves neither hash nor password in the log (R25a, ASVS-16.2.5)', async () => {
    await send(await house.person({}), BCRYPT);
    expect(house.logged()).not.toContain(BCRYPT.slice(-31));
  });
});
