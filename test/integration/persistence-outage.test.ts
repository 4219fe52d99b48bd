import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Database } from '#libs/persistence';
import { TypeormAttempts, TypeormPasswordCredentials } from '#libs/persistence';
import { Unavailable } from '#libs/platform';

import type { Person } from '../support/builders.js';
import { callerOf, givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, freshDatabase, sql, testDatabase } from '../support/postgres.js';
import type { Severable } from '../support/severable.js';
import { severable } from '../support/severable.js';

let database: TestDatabase;
let owner: Database;
let way: Severable;
let service: Database;
let credentials: TypeormPasswordCredentials;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  way = await severable(database.urls.password);
  service = await connected(way.url);
  credentials = new TypeormPasswordCredentials(service);
});

afterAll(async () => {
  await Promise.all([owner.close(), service.close()]);
  await way.close();
});

const withPassword = async (): Promise<Person> => {
  const person = await givenPerson(owner, await givenTenant(owner));
  await credentials.setFirst(newPassword(person));
  return person;
};

const events = async ({ tenant, subject }: Person): Promise<number> => {
  const text = 'SELECT FROM journal.event WHERE tenant = $1 AND subject = $2';
  return (await sql(database.ownerUrl, text, [tenant, subject])).length;
};

describe('a database that goes away', () => {
  it('is Unavailable, never a wrong answer, and is back by itself (F01)', async () => {
    const person = await withPassword();
    way.sever();
    await expect(credentials.onArrival(callerOf(person))).rejects.toBeInstanceOf(Unavailable);
    await expect(credentials.replace(newPassword(person), 1)).rejects.toMatchObject({
      dependency: 'database',
      retryAfterSeconds: 2,
    });
    await expect(service.ping()).rejects.toBeInstanceOf(Unavailable);
    way.restore();
    await expect(service.ping()).resolves.toBeUndefined();
    expect(await credentials.replace(newPassword(person), 1)).toMatchObject({ kind: 'committed' });
    expect(await events(person)).toBe(2);
  });

  it('that ends our sessions (57P01) is asked again through new ones', async () => {
    const person = await withPassword();
    const terminate = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE usename = $1 AND datname = $2`;
    await sql(database.ownerUrl, terminate, [database.roles.password, database.name]);
    // Whether the pool has noticed yet decides between the two; both are true answers.
    const read = await credentials.onArrival(callerOf(person)).catch((error: unknown) => error);
    const tolerated = read instanceof Unavailable || (read as Person).subject === person.subject;
    expect(tolerated).toBe(true);
    expect(await credentials.onArrival(callerOf(person))).toMatchObject({
      subject: person.subject,
    });
  });

  it('is waited for at start, with a message and without the URL', async () => {
    const door = await severable(database.urls.password);
    door.sever();
    const messages: string[] = [];
    const opened = connected(door.url, {
      onWaiting: (message) => {
        messages.push(message);
        if (messages.length === 2) door.restore();
      },
    });
    const late = await opened;
    await expect(late.ping()).resolves.toBeUndefined();
    await late.close();
    await door.close();
    expect(messages).toHaveLength(2);
    expect(messages[0]).toMatch(/^waiting for the database/);
    expect(messages.join()).not.toContain('postgres://');
  });

  it('is not waited for when it refuses us: no waiting mends a wrong password', async () => {
    const wrong = new URL(database.urls.password);
    wrong.pathname = '/no_such_database';
    await expect(connected(wrong.href)).rejects.toThrow(/no such database.*pwctl migrate/);
  });
});

describe('an answer that is lost after the statement was sent', () => {
  it('of a change is found again by its change id: one change, one event (F01)', async () => {
    const person = await withPassword();
    const next = newPassword(person);
    way.loseNextAnswer();
    const written = await credentials.replace(next, 1);
    expect(written.kind).toBe('committed');
    const account = await credentials.onArrival(callerOf(person));
    expect(account?.credential).toMatchObject({ changeId: next.changeId, version: 2 });
    expect(await events(person)).toBe(2);
  });

  it('of a first password likewise', async () => {
    const person = await givenPerson(owner, await givenTenant(owner));
    way.loseNextAnswer();
    expect(await credentials.setFirst(newPassword(person))).toMatchObject({ kind: 'committed' });
    expect(await events(person)).toBe(1);
  });

  it('of a change that was beaten stays beaten', async () => {
    const person = await withPassword();
    way.loseNextAnswer();
    expect(await credentials.replace(newPassword(person), 9)).toEqual({ kind: 'beaten' });
    expect(await events(person)).toBe(1);
  });

  it('is honestly unknown when the truth cannot be read for 3 s (F01)', async () => {
    const person = await withPassword();
    const next = newPassword(person);
    way.loseNextAnswer('severed');
    expect(await credentials.replace(next, 1)).toEqual({ kind: 'unknown' });
    way.restore();
    const account = await credentials.onArrival(callerOf(person));
    expect(account?.credential?.changeId).toBe(next.changeId);
  });
});

describe('a network that swallows every packet', () => {
  it('is noticed by the time: a read is Unavailable, a change is honestly unknown, and both are back (F01)', async () => {
    const silent = await severable(database.urls.password);
    const short = await connected(silent.url, { statementTimeoutMs: 300, connectTimeoutMs: 500 });
    const person = await withPassword();
    const over = new TypeormPasswordCredentials(short);
    await Promise.all([over.onArrival(callerOf(person)), over.onArrival(callerOf(person))]);
    silent.swallow();
    const [read, changed] = await Promise.allSettled([
      over.onArrival(callerOf(person)),
      over.replace(newPassword(person), 1),
    ]);
    expect(read).toMatchObject({ status: 'rejected', reason: expect.any(Unavailable) });
    expect(changed).toEqual({ status: 'fulfilled', value: { kind: 'unknown' } });
    silent.restore();
    expect(await events(person)).toBe(1);
    await short.ping().catch(() => undefined);
    expect(await over.replace(newPassword(person), 1)).toMatchObject({ kind: 'committed' });
    expect(await events(person)).toBe(2);
    await short.close();
    await silent.close();
  }, 30_000);
});

describe('a row that somebody else holds too long', () => {
  it('is Unavailable, and nothing was changed', async () => {
    const own = await freshDatabase();
    const arranging = await connected(own.ownerUrl);
    const impatient = await connected(own.urls.password, { lockTimeoutMs: 50 });
    const person = await givenPerson(arranging, await givenTenant(arranging));
    const store = new TypeormPasswordCredentials(impatient);
    await store.setFirst(newPassword(person));
    const held = sql(
      own.ownerUrl,
      `UPDATE directory.subject SET factors_version = 1 WHERE tenant = $1 RETURNING pg_sleep(0.6)`,
      [person.tenant],
    );
    const blocked = `SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(0.6)%' AND pid <> pg_backend_pid()`;
    while ((await sql(own.ownerUrl, blocked)).length === 0) await impatient.ping();
    await expect(store.replace(newPassword(person), 1)).rejects.toBeInstanceOf(Unavailable);
    await held;
    expect((await store.onArrival(callerOf(person)))?.credential?.version).toBe(1);
    await Promise.all([arranging.close(), impatient.close()]);
  });
});

describe('behind a transaction pooler', () => {
  it('everything works without named statements and settings', async () => {
    const pooled = await connected(database.urls.password, { pooled: true });
    const person = await withPassword();
    const store = new TypeormPasswordCredentials(pooled);
    expect(await store.replace(newPassword(person), 1)).toMatchObject({ kind: 'committed' });
    const limit = { waitsFrom: 1, firstWaitSeconds: 30, longestWaitSeconds: 60, cap: 50 };
    const attempt = { ...person, evidence: 'owner', limit, cause: { requestId: 'r' } } as const;
    const wait = await new TypeormAttempts(pooled).failed(attempt);
    expect(wait).toBe(30);
    await pooled.close();
  });

  it('the roles themselves hold time-outs, UTC and durable commits', async () => {
    const text = `SELECT current_setting('timezone') AS zone,
      current_setting('synchronous_commit') AS durable,
      current_setting('statement_timeout') AS longest`;
    const [row] = await sql(database.urls.verification, text);
    expect(row).toEqual({ zone: 'UTC', durable: 'on', longest: '5s' });
  });
});

describe('what goes wrong otherwise', () => {
  it('is told by statement and SQLSTATE, without anybody’s values (R25)', async () => {
    const person = await withPassword();
    const next = { ...newPassword(person), envelope: 'canary-envelope\u0000' };
    const failure = await credentials.replace(next, 1).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: 'password_replace failed with SQLSTATE 22021' });
    expect(JSON.stringify(failure)).not.toContain('canary');
  });
});
