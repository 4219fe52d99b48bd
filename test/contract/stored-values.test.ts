import { createHash, randomBytes, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { cheapestCostForTests, Envelopes, KeyRing } from '#libs/hashing';
import { changeId } from '#libs/identity';

import type { Recipe } from '../../libs/hashing/src/foreign/recipe.js';
import { foreignOf, isForeign } from '../../libs/hashing/src/foreign/stored-foreign.js';
import { PURPOSES } from '../../libs/hashing/src/envelope/purposes.js';
import { readPhc } from '../../libs/hashing/src/phc.js';
import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { Internal } from '../support/internal.js';
import { LegacySoftware } from '../support/legacy-software.js';
import { freshDatabase } from '../support/postgres.js';
import { resetClient } from '../support/reset-client.js';
import { CURRENT, WRITING_ROUTES } from '../support/writing-routes.js';
import { nativeTongue } from './native.tongue.js';

/** Every way in which something that proves a person comes to be stored, gone once, and then looked at. */
const CANARIES: string[] = [];
const canary = (): string => {
  const text = `Kanarienvogel ${randomUUID()}`;
  CANARIES.push(text);
  return text;
};

const ring = KeyRing.generate();
const people: Person[] = [];
let house: House;
let legacy: LegacySoftware;

const digest = (name: string, text: string, as: 'hex' | 'base64'): string =>
  createHash(name).update(text).digest(as);

async function written(): Promise<void> {
  for (const { first, send } of Object.values(WRITING_ROUTES)) {
    const person = await house.person({ email: true, ...(first ? {} : { password: CURRENT }) });
    people.push(person);
    expect((await send(house, person, canary())).status).toBe(200);
  }
}

async function remembered(): Promise<void> {
  const person = await house.person({ email: true, password: CURRENT, preset: 'pci-dss-4' });
  people.push(person);
  let current = CURRENT;
  for (let n = 0; n < 3; n += 1) {
    const next = canary();
    const token = await house.freshToken(person);
    const answer = await house.ask(
      house.passwordUrl,
      nativeTongue.change({ current, next }),
      token,
    );
    expect(answer.status).toBe(200);
    current = next;
  }
}

async function imported(): Promise<void> {
  const importer = await Internal.of(house, 'password:import');
  const BCRYPT = '$2y$08$3o1PC.Dk7s7NhEwHgWVlwe111BT0bf2H1hlYO4b95V.6II5wQ7h2O';
  for (const hash of [BCRYPT, `{SHA}${digest('sha1', canary(), 'base64')}`]) {
    const person = await house.person({ email: true });
    people.push(person);
    expect((await importer.post(person, '/password/import', { hash })).status).toBe(201);
  }
}

async function adopted(): Promise<void> {
  const person = await house.person({ email: true });
  people.push(person);
  const password = canary();
  legacy.passwords.set(person.subject, password);
  const { tenant, subject } = person;
  const sent = { method: 'POST', path: '/internal/v1/passwords/verify' };
  const token = await house.serviceToken('password:verify');
  const body = { tenant, subject, password };
  expect(await house.ask(house.passwordUrl, { ...sent, body }, token)).toMatchObject({
    body: { result: 'verified' },
  });
}

beforeAll(async () => {
  legacy = await new LegacySoftware().open();
  // Of its own: other tests store what only looks like an envelope.
  const database = await freshDatabase();
  house = await openHouse({ database, mfaV1: true, ring, legacyVerifiers: legacy });
  await written();
  await remembered();
  await imported();
  await adopted();
  const begun = await house.person({ email: true, password: CURRENT });
  people.push(begun);
  await resetClient(house).begun(begun);
}, 60_000);
afterAll(async () => {
  await house.close();
  legacy.close();
});

interface Row {
  readonly tenant: Person['tenant'];
  readonly subject: Person['subject'];
  readonly id: string;
  readonly envelope: string;
  readonly scheme?: string;
}

const TABLES = {
  password:
    'SELECT tenant, subject, last_change_id AS id, envelope, scheme FROM credentials.password',
  history: 'SELECT tenant, subject, entry_id AS id, envelope FROM credentials.history',
  resetCode: `SELECT tenant, subject, id || ':' || step AS id, code AS envelope FROM credentials.reset_request
    WHERE code IS NOT NULL`,
} as const;

/** Of the people above: what their keys open. */
async function opened(kind: keyof typeof TABLES) {
  const rows = await house.rows<Row>(`SELECT * FROM (${TABLES[kind]}) x WHERE tenant = ANY ($1)`, [
    people.map(({ tenant }) => tenant),
  ]);
  const envelopes = new Envelopes(ring, PURPOSES[kind], randomBytes);
  return rows.map((row) => {
    const { tenant, subject, id, envelope } = row;
    return { ...row, text: envelopes.open(envelope, { tenant, subject, changeId: changeId(id) }) };
  });
}

/** What Argon2id is stored of a row; nothing where that is a slow hash of other software. */
function phcOf(text: string): string | undefined {
  if (!isForeign(text)) return text;
  const { proof } = foreignOf(text);
  return 'wrapped' in proof ? proof.wrapped : undefined;
}

const SLOW: readonly Recipe['kdf'][] = ['argon2', 'bcrypt', 'scrypt', 'firebase-scrypt', 'pbkdf2'];

describe('everything that is stored of passwords and codes, after every way to write one', () => {
  it('is Argon2id at the cost of the service, or a slow import that is marked (NIST-3.1.1.2-kdf-a, ASVS-11.4.2)', async () => {
    const passwords = await opened('password');
    expect(passwords.length).toBe(people.length);
    const rows = [...passwords, ...(await opened('history')), ...(await opened('resetCode'))];
    expect(rows.length).toBeGreaterThanOrEqual(people.length + 3 + 1);
    const { memoryKiB, passes, lanes } = cheapestCostForTests();
    for (const { text, scheme } of rows) {
      const phc = phcOf(text);
      // What is not Argon2id says so in the column by which it is found and written anew.
      if (isForeign(text)) expect(scheme).not.toBe('argon2id');
      if (phc === undefined) {
        expect(SLOW).toContain(foreignOf(text).recipe.kdf);
      } else {
        // Reads no other spelling than one with 16 bytes of salt and 32 of tag.
        expect(readPhc(phc)).toMatchObject({ memoryKiB, passes, lanes });
      }
    }
  });

  it('has a salt of its own in every row; only what one person used before shares theirs (NIST-3.1.1.2-kdf-b)', async () => {
    const saltsOf = (rows: Awaited<ReturnType<typeof opened>>): readonly string[] =>
      rows.flatMap(({ text }) => phcOf(text)?.split('$')[4] ?? []);
    const history = await opened('history');
    const each = [
      ...saltsOf(await opened('password')),
      ...saltsOf(await opened('resetCode')),
      ...new Set(history.map((row) => `${row.subject} ${saltsOf([row])[0] ?? ''}`)),
    ].map((salt) => salt.split(' ').at(-1));
    expect(each.length).toBeGreaterThan(people.length);
    expect(new Set(each).size).toBe(each.length);
    const people_ = new Set(history.map(({ subject }) => subject));
    expect(new Set(saltsOf(history)).size).toBe(people_.size);
  });

  it('is sealed, whichever of them has written it (NIST-3.1.1.2-kdf-d)', async () => {
    for (const table of Object.values(TABLES)) {
      const bare = await house.rows(
        `SELECT * FROM (${table}) x WHERE envelope !~ '^lk1\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{40,}$'`,
        [],
      );
      expect(bare).toEqual([]);
    }
  });

  it('is nowhere else: no row of any table holds a password or a fast hash of one (R25a, ASVS-16.2.5)', async () => {
    const needles = CANARIES.flatMap((text) => [
      text,
      Buffer.from(text).toString('hex'),
      Buffer.from(text).toString('base64').replace(/=+$/, ''),
      ...['md5', 'sha1', 'sha256', 'sha512'].flatMap((name) => [
        digest(name, text, 'hex'),
        digest(name, text, 'base64').replace(/=+$/, ''),
      ]),
    ]);
    expect(needles.length).toBeGreaterThan(100);
    const tables = await house.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      [],
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const rows = await house.rows<{ text: string }>(`SELECT x::text AS text FROM ${name} x`, []);
      const all = rows.map(({ text }) => text).join('\n');
      for (const needle of needles) expect(all.toLowerCase()).not.toContain(needle.toLowerCase());
    }
  });
});
