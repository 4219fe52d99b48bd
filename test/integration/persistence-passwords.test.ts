import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Written } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';
import { subjectId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import { TypeormPasswordCredentials } from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { callerOf, givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

let database: TestDatabase;
let owner: Database;
let replicas: Database[];
let tenant: TenantId;
let credentials: TypeormPasswordCredentials;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  replicas = [await connected(database.urls.password), await connected(database.urls.password)];
  tenant = await givenTenant(owner, { secondFactor: 'required' });
  credentials = new TypeormPasswordCredentials(replicas[0] ?? owner);
});

afterAll(async () => {
  await Promise.all([owner, ...replicas].map((each) => each.close()));
});

const count = async (table: string, { tenant, subject }: Person): Promise<number> => {
  const text = `SELECT count(*)::int AS n FROM ${table} WHERE tenant = $1 AND subject = $2`;
  const [row] = await sql<{ n: number }>(database.ownerUrl, text, [tenant, subject]);
  return row?.n ?? -1;
};

const subjectRow = async ({ tenant, subject }: Person): Promise<Record<string, unknown>> => {
  const text = `SELECT epoch, cutoff_at, kept_session FROM directory.subject
    WHERE tenant = $1 AND subject = $2`;
  const [row] = await sql(database.ownerUrl, text, [tenant, subject]);
  return row ?? {};
};

const committed = (all: readonly Written[]): Written[] =>
  all.filter(({ kind }) => kind === 'committed');

/** Fifty at once through two pools, as two replicas would. */
const fifty = (
  ask: (store: TypeormPasswordCredentials) => Promise<Written>,
): Promise<Written[]> => {
  const stores = replicas.map((replica) => new TypeormPasswordCredentials(replica));
  return Promise.all(Array.from({ length: 25 }, () => stores.map(ask)).flat());
};

describe('a change', () => {
  it('ends the other sessions, keeps one, and is journalled, all with one instant (ASVS-2.3.3)', async () => {
    const person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    const next = newPassword(person, { keep: { issuer: 'i', tokenMac: 'mac' } });
    const written = await credentials.replace(next, 1);
    expect(written.kind).toBe('committed');
    const at = written.kind === 'committed' ? written.at : undefined;

    const account = await credentials.onArrival(callerOf(person));
    const kept = { issuer: 'i', tokenMac: 'mac' };
    expect(account?.standing).toEqual({ status: 'active', epoch: 2, cutoff: { at, kept } });
    expect(account?.credential?.version).toBe(2);

    const events = await sql(
      database.ownerUrl,
      `SELECT subject_seq, type, occurred_at, data FROM journal.event
       WHERE tenant = $1 AND subject = $2 ORDER BY subject_seq`,
      [person.tenant, person.subject],
    );
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({ subject_seq: 1, type: 'password_set' });
    expect(events[1]).toEqual({
      subject_seq: 2,
      type: 'password_changed',
      occurred_at: at,
      data: { change_id: next.changeId, ip: '192.0.2.1', request_id: next.origin.requestId },
    });
  });

  it('of many has exactly one winner under READ COMMITTED, one event and one arrival (R21, ASVS-2.3.4)', async () => {
    const person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    const passwords = new Map<Written, string>();
    const all = await fifty(async (store) => {
      const next = newPassword(person);
      const written = await store.replace(next, 1);
      passwords.set(written, next.envelope);
      return written;
    });
    const [winner, ...others] = committed(all);
    expect(others).toEqual([]);
    expect(all.filter(({ kind }) => kind === 'beaten')).toHaveLength(49);

    const account = await credentials.onArrival(callerOf(person));
    expect(account?.credential).toMatchObject({
      version: 2,
      envelope: winner && passwords.get(winner),
    });
    expect(await count('journal.event', person)).toBe(2);
    expect(await count('journal.arrival', person)).toBe(2);
    expect(await subjectRow(person)).toMatchObject({ epoch: 2 });
  });

  it('beaten leaves every row as it was (R21, ASVS-2.3.3)', async () => {
    const person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    const before = await subjectRow(person);
    expect(await credentials.replace(newPassword(person), 7)).toEqual({ kind: 'beaten' });
    expect(await subjectRow(person)).toEqual(before);
    expect(await count('journal.event', person)).toBe(1);
  });

  it('waits for whoever holds the lock row, and then counts on from what they wrote', async () => {
    const person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    const held = sql(
      database.urls.verification,
      `UPDATE directory.subject s SET epoch = s.epoch + 5 FROM pg_sleep(0.3)
       WHERE s.tenant = $1 AND s.subject = $2`,
      [person.tenant, person.subject],
    );
    const [, written] = await Promise.all([held, credentials.replace(newPassword(person), 1)]);
    expect(written.kind).toBe('committed');
    expect(await subjectRow(person)).toMatchObject({ epoch: 7 });
  });

  it('does not move a cut-off back when the clock has stepped back (F05)', async () => {
    const person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    const later = new Date('2100-01-01T00:00:00Z');
    await sql(
      database.ownerUrl,
      'UPDATE directory.subject SET cutoff_at = $3 WHERE tenant = $1 AND subject = $2',
      [person.tenant, person.subject, later],
    );
    await credentials.replace(newPassword(person), 1);
    expect(await subjectRow(person)).toMatchObject({ cutoff_at: later });
  });

  it('is refused once the subject is disabled or the password quarantined meanwhile', async () => {
    const person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    const key = [person.tenant, person.subject];
    const where = 'WHERE tenant = $1 AND subject = $2';
    await sql(database.ownerUrl, `UPDATE directory.subject SET status = 'disabled' ${where}`, key);
    expect(await credentials.replace(newPassword(person), 1)).toEqual({ kind: 'beaten' });
    await sql(database.ownerUrl, `UPDATE directory.subject SET status = 'active' ${where}`, key);
    const quarantine = `UPDATE credentials.password SET quarantined_at = now() ${where}`;
    await sql(database.ownerUrl, quarantine, key);
    expect(await credentials.replace(newPassword(person), 1)).toEqual({ kind: 'beaten' });
  });
});

describe('a first password', () => {
  it('of fifty at once is set exactly once: one row, one event (R11)', async () => {
    const person = await givenPerson(owner, tenant);
    const all = await fifty((store) => store.setFirst(newPassword(person)));
    expect(committed(all)).toHaveLength(1);
    expect(all.filter(({ kind }) => kind === 'beaten')).toHaveLength(49);
    expect(await count('credentials.password', person)).toBe(1);
    expect(await count('journal.event', person)).toBe(1);
    expect(await subjectRow(person)).toMatchObject({ epoch: 1 });
  });

  it('is not set where there is one, and nothing changes (R11)', async () => {
    const person = await givenPerson(owner, tenant);
    const first = newPassword(person);
    await credentials.setFirst(first);
    expect(await credentials.setFirst(newPassword(person))).toEqual({ kind: 'beaten' });
    const account = await credentials.onArrival(callerOf(person));
    expect(account?.credential?.changeId).toBe(first.changeId);
    expect(await count('journal.event', person)).toBe(1);
  });

  it('is not set for somebody who does not exist', async () => {
    const nobody = { tenant, subject: subjectId(randomUUID()) as SubjectId };
    expect(await credentials.setFirst(newPassword(nobody))).toEqual({ kind: 'beaten' });
  });
});

describe('while a request waited', () => {
  it('others may have changed the password', async () => {
    const person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    const since = (version: number): Promise<unknown> =>
      credentials.sinceArrival(tenant, person.subject, 'owner', version);
    expect(await since(1)).toEqual({ waitSeconds: 0, beaten: false });
    await credentials.replace(newPassword(person), 1);
    expect(await since(1)).toEqual({ waitSeconds: 0, beaten: true });
  });
});
