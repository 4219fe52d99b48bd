import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import type { StoredForeign } from '#libs/hashing';
import { Database } from '#libs/persistence';

import { HeldRunner } from '../support/held-runner.js';
import type { House } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { Internal } from '../support/internal.js';
import type { Answer } from './tongue.js';

const PASSWORD = 'a current passphrase of mine';

let house: House;
let login: string;

beforeAll(async () => {
  house = await openHouse();
  login = await house.serviceToken('password:verify');
});
afterAll(() => house.close());

type Fields = Readonly<Record<string, unknown>>;

const verify = (body: Fields): Promise<Answer> =>
  house.ask(
    house.passwordUrl,
    { method: 'POST', path: '/internal/v1/passwords/verify', body },
    login,
  );

const nameOf = (subject: string): Fields => ({ identifier: { type: 'USERNAME', value: subject } });
const own = (subject: string): Fields => ({ subject });

/** Somebody whose password this is not, as an attacker finds them. */
type Situation = (name: (subject: string) => Fields) => Promise<Fields>;

const SITUATIONS: readonly (readonly [string, Situation])[] = [
  [
    'a wrong password',
    async (name) => {
      const { tenant, subject } = await house.person({ password: PASSWORD });
      return { tenant, ...name(subject), password: 'a guess' };
    },
  ],
  [
    'somebody unknown',
    async (name) => {
      const { tenant } = await house.person({ password: PASSWORD });
      return { tenant, ...name('nobody-at-all'), password: PASSWORD };
    },
  ],
  [
    'somebody of another tenant',
    async (name) => {
      const { subject } = await house.person({ password: PASSWORD });
      const { tenant } = await house.person({});
      return { tenant, ...name(subject), password: PASSWORD };
    },
  ],
  [
    'a person without a password',
    async (name) => {
      const { tenant, subject } = await house.person({});
      return { tenant, ...name(subject), password: PASSWORD };
    },
  ],
  [
    'a disabled person',
    async (name) => {
      const { tenant, subject } = await house.person({ password: PASSWORD, status: 'disabled' });
      return { tenant, ...name(subject), password: PASSWORD };
    },
  ],
  [
    'a managed identity',
    async (name) => {
      const { tenant, subject } = await house.person({ password: PASSWORD, managedBy: 'sso' });
      return { tenant, ...name(subject), password: PASSWORD };
    },
  ],
];

/** Everything that differs from request to request by itself. */
const shapeOf = ({ status, headers, text }: Answer) => ({
  status,
  bytes: text.length,
  headers: [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name)),
  text,
});

/** What an answer cost: statements by name in their order, and slow hashes. */
async function costOf(body: Fields) {
  const queries = jest.spyOn(Database.prototype, 'query');
  const before = house.hashes();
  const answer = await verify(body);
  const asked = queries.mock.calls.length;
  queries.mockRestore();
  return { ...shapeOf(answer), queries: asked, hashes: house.hashes() - before };
}

/** PHP 8.2 password_hash, htpasswd -nbs. */
const BCRYPT = '$2y$08$3o1PC.Dk7s7NhEwHgWVlwe111BT0bf2H1hlYO4b95V.6II5wQ7h2O';
const SHA1 = '{SHA}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s=';

/** Everything that says how much work it is. */
const workOf = ({ recipe, proof }: StoredForeign) => ({
  ...recipe,
  salt: undefined,
  wrapped: 'wrapped' in proof ? proof.wrapped.split('$').slice(0, 4) : undefined,
});

/** The only password of their tenant. */
async function importedPerson(hash: string) {
  const person = await house.person({});
  const importer = await Internal.of(house, 'password:import');
  expect((await importer.post(person, '/password/import', { hash })).status).toBe(201);
  return person;
}

describe.each([
  ['subject', own, 4],
  ['identifier', nameOf, 5],
] as const)('internal: nobody learns by %s who is there', (_, name, queries) => {
  it('every no costs one hash and as many queries, and is the same to the byte (R02, ASVS-6.3.8, R25d)', async () => {
    const costs = [];
    for (const [, situation] of SITUATIONS) costs.push(await costOf(await situation(name)));
    const [first, ...others] = costs;
    expect(first).toMatchObject({ status: 200, hashes: 1, queries });
    expect(first?.text).toBe('{"result":"not_verified","must_change":false,"reasons":[]}');
    for (const other of others) expect(other).toEqual(first);
  });

  it('every lock comes with the fifth failure, at no hash and the same otherwise (R02, R22)', async () => {
    const locked = [];
    for (const [, situation] of SITUATIONS) {
      const body = await situation(name);
      for (let guess = 0; guess < 5; guess += 1) {
        expect((await verify(body)).body).toMatchObject({ result: 'not_verified' });
      }
      locked.push(await costOf(body));
    }
    const [first, ...others] = locked;
    expect(first).toMatchObject({ status: 200, hashes: 0, queries: queries - 1 });
    expect(JSON.parse(first?.text ?? '')).toMatchObject({ result: 'locked', retry_after: 30 });
    for (const other of others) expect(other).toEqual(first);
  });

  it.each([
    ['slow', BCRYPT, 'bcrypt'],
    ['fast', SHA1, 'digest'],
  ])(
    'where people were imported from %s hashes, every no costs what they cost (R02, R25d)',
    async (_speed, hash, kdf) => {
      const imported = await importedPerson(hash);
      const { tenant, subject } = imported;
      const without = await house.person({ sameTenantAs: imported });
      await house.learnFormats(tenant);
      const compared = jest.spyOn(HeldRunner.prototype, 'verifyForeign');
      const costs = [];
      for (const whom of [name(subject), name(without.subject), name('nobody-at-all')]) {
        costs.push(await costOf({ tenant, ...whom, password: 'a guess' }));
      }
      const work = compared.mock.calls.map(([, foreign]) => workOf(foreign));
      compared.mockRestore();
      const [first, ...others] = costs;
      expect(first).toMatchObject({ status: 200, hashes: 1, queries });
      for (const other of others) expect(other).toEqual(first);
      expect(work).toHaveLength(3);
      expect(work[0]).toMatchObject({ kdf });
      for (const other of work) expect(other).toEqual(work[0]);
    },
  );

  it.each(SITUATIONS.slice(0, 2))(
    '300 parallel guesses at %s cost no more hashes than the limit and what is in flight (R22)',
    async (_name, situation) => {
      const body = await situation(name);
      const before = house.hashes();
      const answers = await Promise.all(Array.from({ length: 300 }, () => verify(body)));
      expect(house.hashes() - before).toBeLessThanOrEqual(5 + 2);
      const results = answers.map(({ status, body: said }) =>
        status === 200 ? (said as { readonly result: string }).result : status,
      );
      expect(results.filter((one) => one === 'verified')).toEqual([]);
      expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
    },
    120_000,
  );
});

it('login and mfa-v1 share the strangers’ counter of a person (R22)', async () => {
  const person = await house.person({ password: PASSWORD, mfaV1: true });
  const { tenant, subject } = person;
  for (let guess = 0; guess < 5; guess += 1) {
    await verify({ tenant, subject, password: 'a guess' });
  }
  const body = {
    ...{ deviceId: 'd', brand: tenant, identifierType: 'USERNAME', identifierValue: subject },
    password: PASSWORD,
  };
  const path = '/auth/v1/password/validate';
  const answer = await house.ask(house.passwordUrl, { method: 'POST', path, body });
  expect(answer.status).toBe(429);
});
