import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ResealedRow, RotationWatch, SealedKind } from '#libs/credentials';
import { RotateKeys } from '#libs/credentials';
import { assertKeysHeld, RingSealingKeys } from '#libs/hashing';
import type { Database } from '#libs/persistence';
import { TypeormPasswordCredentials, TypeormSealedRows } from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { givenPerson, givenTenant } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, freshDatabase, sql } from '../support/postgres.js';
import type { RingKey } from '../support/sealed.js';
import { changed, givenSealed, hashingBy, newKey, opened, ringOf } from '../support/sealed.js';

const [OLD, NEW, OTHER] = [newKey('old'), newKey('new'), newKey('other')];
const QUIET: RotationWatch = { batch: 2, onProgress: () => undefined };
const PEOPLE = 5;

let database: TestDatabase;
let owner: Database;
let service: Database;
let credentials: TypeormPasswordCredentials;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await connected(database.ownerUrl);
  service = await connected(database.urls.password);
  credentials = new TypeormPasswordCredentials(service);
});

afterAll(() => Promise.all([owner.close(), service.close()]));

const house = async (...keys: readonly RingKey[]) => ({
  ...{ credentials, ownerUrl: database.ownerUrl, hashing: await hashingBy(ringOf(...keys)) },
});

/** Everything is by the key `old`, in two tenants; there is nobody else. */
async function people(): Promise<readonly [Person, Person, ...Person[]]> {
  await sql(database.ownerUrl, 'DELETE FROM tenancy.tenant');
  const tenants = [await givenTenant(owner), await givenTenant(owner)] as const;
  const old = await house(OLD);
  const all: Person[] = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    const person = await givenPerson(owner, tenants[n % 2 === 0 ? 0 : 1]);
    await givenSealed(old, person, `password ${String(n)}`);
    all.push(person);
  }
  const [one, two, ...others] = all;
  if (!one || !two) throw new Error('nobody');
  return [one, two, ...others];
}

const rotation = (rows = new TypeormSealedRows(owner), ...keys: readonly RingKey[]) =>
  new RotateKeys(rows, new RingSealingKeys(ringOf(...(keys.length > 0 ? keys : [NEW, OLD]))));

const facts = (): Promise<object[]> =>
  sql(
    database.ownerUrl,
    `SELECT p.subject, p.version, p.changed_at, p.last_change_id, s.epoch, j.last_seq
     FROM credentials.password p JOIN directory.subject s USING (tenant, subject)
     JOIN journal.stream j USING (tenant, subject) ORDER BY p.subject`,
  );

describe('rotating the keys', () => {
  it('seals passwords, history and codes by the first key; no password and nothing else changes', async () => {
    const all = await people();
    const before = await facts();
    const progress: number[] = [];
    const watch = {
      batch: 2,
      onProgress: ({ done }: { done: number }) => void progress.push(done),
    };
    expect(await rotation().rotate(watch)).toMatchObject({
      kind: 'done',
      value: { resealed: 3 * PEOPLE, left: 0, damaged: [] },
    });
    expect(progress.at(-1)).toBe(3 * PEOPLE);
    expect(await new TypeormSealedRows(service).keysInUse()).toEqual(
      ['password', 'history', 'reset_code'].map((kind) => ({ kind, keyId: 'new', rows: PEOPLE })),
    );
    const alone = await house(NEW);
    for (const [n, person] of all.entries()) {
      const everything = { inForce: true, remembered: true, code: true };
      expect(await opened(alone, person, `password ${String(n)}`)).toEqual(everything);
      expect(await opened(alone, person, 'another')).toEqual({
        ...{ inForce: false, remembered: false, code: false },
      });
    }
    expect(await facts()).toEqual(before);
    const again = await rotation().rotate(QUIET);
    expect(again).toMatchObject({ kind: 'done', value: { resealed: 0, left: 0 } });
  });

  it('lets a change that comes between win, and seals what it wrote by an old key later', async () => {
    const [first, second, ...others] = await people();
    const [old, both] = [await house(OLD), await house(NEW, OLD)];
    let between = false;
    class Overtaken extends TypeormSealedRows {
      override async replace(kind: SealedKind, rows: readonly ResealedRow[]): Promise<number> {
        if (!between) {
          between = true;
          await changed(old, first, 'chosen meanwhile');
          await changed(both, second, 'chosen by the new key');
        }
        return super.replace(kind, rows);
      }
    }
    const outcome = await rotation(new Overtaken(owner)).rotate(QUIET);
    expect(outcome).toMatchObject({ kind: 'done', value: { left: 0 } });
    const alone = await house(NEW);
    expect(await opened(alone, first, 'chosen meanwhile')).toMatchObject({ inForce: true });
    expect(await opened(alone, first, 'password 0')).toMatchObject({ inForce: false });
    expect(await opened(alone, second, 'chosen by the new key')).toMatchObject({ inForce: true });
    for (const [n, person] of others.entries()) {
      const kept = await opened(alone, person, `password ${String(n + 2)}`);
      expect(kept).toMatchObject({ inForce: true });
    }
  });

  it('waits for nobody who is writing a row, and meets the row again', async () => {
    const [held] = await people();
    let release = (): Promise<unknown> => Promise.resolve();
    class Held extends TypeormSealedRows {
      override async replace(kind: SealedKind, rows: readonly ResealedRow[]): Promise<number> {
        const written = await super.replace(kind, rows);
        if (kind === 'reset_code') await release();
        return written;
      }
    }
    release = await holding(held);
    const outcome = await rotation(new Held(owner)).rotate(QUIET);
    expect(outcome).toMatchObject({ kind: 'done', value: { left: 0 } });
    const alone = await house(NEW);
    expect(await opened(alone, held, 'password 0')).toMatchObject({ inForce: true });
  });

  it('goes on with what is left when it was interrupted', async () => {
    await people();
    const interrupted = rotation().rotate({
      batch: 2,
      onProgress: ({ done }) => {
        if (done >= 4) throw new Error('interrupted');
      },
    });
    await expect(interrupted).rejects.toThrow('interrupted');
    const rest = await rotation().rotate(QUIET);
    expect(rest).toMatchObject({ kind: 'done', value: { resealed: 3 * PEOPLE - 4, left: 0 } });
  });

  it('leaves a row that no key opens as it is, and names it', async () => {
    const [one, two] = await people();
    await sql(
      database.ownerUrl,
      `UPDATE credentials.password p SET envelope = o.envelope FROM credentials.password o
       WHERE p.tenant = $1 AND p.subject = $2 AND o.tenant = $3 AND o.subject = $4`,
      [one.tenant, one.subject, two.tenant, two.subject],
    );
    const { tenant, subject } = one;
    expect(await rotation().rotate(QUIET)).toMatchObject({
      kind: 'done',
      value: { left: 1, damaged: [{ kind: 'password', tenant, subject }] },
    });
  });

  it('changes nothing while the ring lacks a key that rows need, and says how many', async () => {
    await people();
    expect(await rotation(undefined, NEW, OTHER).rotate(QUIET)).toMatchObject({
      kind: 'refused',
      refusal: {
        code: 'keys_missing',
        uses: [{ kind: 'password', keyId: 'old', rows: PEOPLE }, {}, {}],
      },
    });
    expect(await facts()).toHaveLength(PEOPLE);
  });
});

describe('a key that was taken away while rows need it', () => {
  it('keeps the service from starting, with the number of rows and what to do', async () => {
    await people();
    const rows = new TypeormSealedRows(service);
    await expect(assertKeysHeld(rows, ringOf(NEW, OLD))).resolves.toBeUndefined();
    const refused = assertKeysHeld(rows, ringOf(NEW));
    await expect(refused).rejects.toThrow(
      /"old", which 5 passwords and 5 remembered passwords and 5 codes of resets need.*pwctl pepper rotate/,
    );
  });
});

/** Somebody who has been changing a password for a while; answers how they come to an end. */
async function holding({ tenant, subject }: Person): Promise<() => Promise<unknown>> {
  const sleeping = sql(
    database.ownerUrl,
    `UPDATE credentials.password SET must_change = must_change
     WHERE tenant = $1 AND subject = $2 RETURNING pg_sleep(30)`,
    [tenant, subject],
  ).catch(() => undefined);
  const asleep = `SELECT pid FROM pg_stat_activity
    WHERE query LIKE '%pg_sleep(30)%' AND wait_event = 'PgSleep' AND datname = current_database()`;
  while ((await sql(database.ownerUrl, asleep)).length === 0) await owner.ping();
  return async () => {
    await sql(database.ownerUrl, `SELECT pg_cancel_backend(pid) FROM (${asleep}) s`);
    await sleeping;
  };
}
