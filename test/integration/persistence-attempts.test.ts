import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { subjectId } from '#libs/identity';
import { attemptLimit, effectivePolicy } from '#libs/password-policy';
import type { Database } from '#libs/persistence';
import { TypeormAttempts, TypeormPasswordCredentials } from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { callerOf, givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

const LIMIT = attemptLimit(effectivePolicy('nist-800-63b-4', false), 'owner');

let database: TestDatabase;
let owner: Database;
let service: Database;
let attempts: TypeormAttempts;
let credentials: TypeormPasswordCredentials;
let person: Person;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  service = await connected(database.urls.password);
  attempts = new TypeormAttempts(service);
  credentials = new TypeormPasswordCredentials(service);
});

afterAll(() => Promise.all([owner.close(), service.close()]));

const somebody = async (): Promise<Person> => givenPerson(owner, await givenTenant(owner));

const fail = (evidence: 'owner' | 'known_device' | 'stranger' = 'owner'): Promise<number> =>
  attempts.failed({
    ...person,
    evidence,
    limit: LIMIT,
    cause: { ip: '192.0.2.7', requestId: 'r' },
  });

const failTimes = async (times: number): Promise<number[]> => {
  const waits: number[] = [];
  for (let time = 0; time < times; time += 1) waits.push(await fail());
  return waits;
};

const waitOnArrival = async (): Promise<number | undefined> =>
  (await credentials.onArrival(callerOf(person)))?.waitSeconds;

/** Lets the wait run out, as time would. */
const waitIsOver = (): Promise<unknown[]> =>
  sql(
    database.ownerUrl,
    `UPDATE credentials.attempts SET wait_until = clock_timestamp() - interval '1 second'
     WHERE tenant = $1 AND subject = $2`,
    [person.tenant, person.subject],
  );

describe('failed attempts', () => {
  it('wait from the 5th on, doubling from 30 s to 1 h (NIST-3.2.2-b)', async () => {
    person = await somebody();
    const waits = await failTimes(14);
    expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
    expect(await waitOnArrival()).toBe(3600);
  });

  it('are told to the next request, and again to one that waited its turn', async () => {
    person = await somebody();
    await failTimes(5);
    expect(await waitOnArrival()).toBeGreaterThan(25);
    const since = await credentials.sinceArrival(person.tenant, person.subject, 'owner', 1);
    expect(since.waitSeconds).toBeGreaterThan(25);
    await waitIsOver();
    expect(await waitOnArrival()).toBe(0);
  });

  it('stop the class at its cap, also when the last wait is long over (NIST-3.2.2-a)', async () => {
    person = await somebody();
    await failTimes(LIMIT.cap);
    await waitIsOver();
    expect(await waitOnArrival()).toBe(3600);
  });

  it('of 300 at once are all counted, so that parallel guessing gains nothing (R22)', async () => {
    person = await somebody();
    const waits = await Promise.all(Array.from({ length: 300 }, () => fail()));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(4);
    const [row] = await sql(
      database.ownerUrl,
      'SELECT failures, disabled_at FROM credentials.attempts WHERE tenant = $1 AND subject = $2',
      [person.tenant, person.subject],
    );
    expect(row).toEqual({ failures: 300, disabled_at: expect.any(Date) });
  });

  it('are told to the person when waits begin and when the class stops, once each (ASVS-6.3.5, ASVS-6.3.7)', async () => {
    person = await somebody();
    await Promise.all(Array.from({ length: 60 }, () => fail()));
    await fail('stranger');
    const told = await sql(
      database.ownerUrl,
      `SELECT e.type, e.data FROM journal.event e
       JOIN journal.arrival a USING (tenant, subject, subject_seq)
       WHERE e.tenant = $1 AND e.subject = $2 ORDER BY e.subject_seq`,
      [person.tenant, person.subject],
    );
    const data = { evidence: 'owner', ip: '192.0.2.7', request_id: 'r' };
    expect(told).toEqual([
      { type: 'password_attempts_failed', data },
      { type: 'password_locked', data },
    ]);
  });

  it('of somebody who is not there are nobody’s', async () => {
    person = { ...(await somebody()), subject: subjectId('nobody') };
    expect(await fail()).toBe(0);
  });

  it('of strangers never make the owner wait (R22)', async () => {
    person = await somebody();
    for (let time = 0; time < 8; time += 1) await fail('stranger');
    expect(await waitOnArrival()).toBe(0);
  });

  it('are forgotten with the owner’s success, and nobody else’s are (NIST-3.2.2-c)', async () => {
    person = await somebody();
    await credentials.setFirst(newPassword(person));
    await failTimes(6);
    await fail('stranger');
    await credentials.replace(newPassword(person), 1);
    const left = await sql(
      database.ownerUrl,
      'SELECT class FROM credentials.attempts WHERE tenant = $1 AND subject = $2',
      [person.tenant, person.subject],
    );
    expect(left).toEqual([{ class: 'stranger' }]);
    expect(await waitOnArrival()).toBe(0);
  });

  it('wait no shorter when the clock steps back (F05)', async () => {
    person = await somebody();
    await failTimes(5);
    await sql(
      database.ownerUrl,
      `UPDATE credentials.attempts SET wait_until = clock_timestamp() + interval '2 hours'
       WHERE tenant = $1 AND subject = $2`,
      [person.tenant, person.subject],
    );
    expect(await fail()).toBeGreaterThan(7000);
  });
});
