import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { HistoryChange, NewEntry, RememberedPassword } from '#libs/credentials';
import type { ChangeId, TenantId } from '#libs/identity';
import { changeId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import { TypeormPasswordCredentials } from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { callerOf, givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

/** insufficient_privilege */
const DENIED = { code: '42501' };

let database: TestDatabase;
let owner: Database;
let service: Database;
let tenant: TenantId;
let credentials: TypeormPasswordCredentials;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  service = await connected(database.urls.password);
  tenant = await givenTenant(owner);
  credentials = new TypeormPasswordCredentials(service);
});

afterAll(async () => {
  await Promise.all([owner.close(), service.close()]);
});

const entry = (id: string, generation = 'm=8,t=1,p=1'): RememberedPassword => ({
  id: changeId(id),
  generation,
  envelope: `sealed ${id}`,
});

const change = (add: readonly NewEntry[], keep: readonly string[]): HistoryChange => ({
  add,
  keep: keep.map((id) => id as ChangeId),
});

const remembered = ({ subject }: Person): Promise<readonly RememberedPassword[]> =>
  credentials.remembered(tenant, subject, null);

/** Somebody whose password `a` was replaced by `b`; both are remembered. */
async function givenHistory(): Promise<Person> {
  const person = await givenPerson(owner, tenant);
  const first = newPassword(person, { history: change([entry('a')], []) });
  await credentials.setFirst(first);
  await credentials.replace(newPassword(person, { history: change([entry('b')], ['a']) }), 1);
  return person;
}

describe('a history', () => {
  it('is written with the password, and read newest first', async () => {
    const person = await givenHistory();
    expect(await remembered(person)).toEqual([entry('b'), entry('a')]);
  });

  it('forgets whatever a change does not keep', async () => {
    const person = await givenHistory();
    const next = change([entry('c')], ['b']);
    await credentials.replace(newPassword(person, { history: next }), 2);
    expect(await remembered(person)).toEqual([entry('c'), entry('b')]);
    await credentials.replace(newPassword(person), 3);
    expect(await remembered(person)).toEqual([]);
  });

  it('puts an entry that came late where its password belongs', async () => {
    const person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    const late = { ...entry('a'), enteredAt: new Date('2026-01-01T00:00:00Z') };
    const add = [entry('b'), late];
    await credentials.replace(newPassword(person, { history: change(add, ['a']) }), 1);
    expect(await remembered(person)).toEqual([entry('b'), entry('a')]);
  });

  it('stays as it was when the change is beaten (R21)', async () => {
    const person = await givenHistory();
    const next = newPassword(person, { history: change([entry('c')], []) });
    expect(await credentials.replace(next, 1)).toEqual({ kind: 'beaten' });
    expect(await remembered(person)).toEqual([entry('b'), entry('a')]);
  });

  it('of many changes at once is the winner’s alone (R21)', async () => {
    const person = await givenHistory();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const history = change([entry(`next-${n}`)], ['b']);
        return credentials.replace(newPassword(person, { history }), 2);
      }),
    );
    const winner = all.findIndex(({ kind }) => kind === 'committed');
    expect(await remembered(person)).toEqual([entry(`next-${winner}`), entry('b')]);
  });

  it('is nobody else’s', async () => {
    const person = await givenHistory();
    const neighbour = await givenPerson(owner, tenant);
    expect(await remembered(neighbour)).toEqual([]);
    const elsewhere = await givenTenant(owner);
    expect(await credentials.remembered(elsewhere, person.subject, null)).toEqual([]);
  });

  it('dies with its age, counted from when the password was replaced', async () => {
    const person = await givenHistory();
    const days = (count: number | null) =>
      credentials.remembered(tenant, person.subject, count).then((all) => all.map(({ id }) => id));
    await sql(
      database.ownerUrl,
      `UPDATE credentials.history SET entered_at = entered_at - interval '100 days'
       WHERE tenant = $1 AND subject = $2 AND entry_id = 'a'`,
      [tenant, person.subject],
    );
    expect(await days(1)).toEqual(['b', 'a']);
    await sql(
      database.ownerUrl,
      `UPDATE credentials.history SET entered_at = entered_at - interval '30 days'
       WHERE tenant = $1 AND subject = $2`,
      [tenant, person.subject],
    );
    expect([await days(29), await days(31), await days(null)]).toEqual([
      ['b'],
      ['b', 'a'],
      ['b', 'a'],
    ]);
  });

  it('dies with the person', async () => {
    const person = await givenHistory();
    const key = [person.tenant, person.subject];
    const where = 'WHERE tenant = $1 AND subject = $2';
    await sql(database.ownerUrl, `DELETE FROM directory.subject ${where}`, key);
    const left = await sql(database.ownerUrl, `SELECT FROM credentials.history ${where}`, key);
    expect(left).toEqual([]);
  });

  it.each([
    ['password', 'SELECT envelope FROM credentials.history'],
    ['password', 'SELECT * FROM credentials.history'],
    ['password', 'COPY credentials.history TO STDOUT'],
    ['password', `UPDATE credentials.history SET generation = '' RETURNING envelope`],
    ['password', `UPDATE credentials.history SET subject = 'me'`],
    ['verification', 'SELECT entry_id FROM credentials.history'],
    ['verification', `SELECT credentials.sealed_history('t', 's')`],
    ['relay', `SELECT credentials.sealed_history('t', 's')`],
  ] as const)('gives a hostile connection of %s nothing by %s', async (role, text) => {
    await expect(sql(database.urls[role], text)).rejects.toMatchObject(DENIED);
  });
});

describe('a rehash', () => {
  const inForce = async (person: Person) =>
    (await credentials.onArrival(callerOf(person)))?.credential;

  it('beats nobody, ends no session and is no event (NIST-3.1.1.2-kdf-c)', async () => {
    const person = await givenPerson(owner, tenant);
    const first = newPassword(person, { history: change([entry('a')], []) });
    await credentials.setFirst(first);
    const { changeId: id } = first;
    const renewed = { ...person, changeId: id, envelope: 'renewed', entry: entry(id, 'm=16') };
    const before = await credentials.onArrival(callerOf(person));
    expect(await credentials.rehash(renewed, 1)).toBe(true);

    const after = await credentials.onArrival(callerOf(person));
    expect(after?.standing).toEqual(before?.standing);
    expect(after?.credential).toMatchObject({ version: 1, envelope: 'renewed', changeId: id });
    expect(await remembered(person)).toContainEqual(entry(id, 'm=16'));
    expect((await credentials.replace(newPassword(person), 1)).kind).toBe('committed');
  });

  it('renews the entry that is there', async () => {
    const person = await givenPerson(owner, tenant);
    const first = newPassword(person);
    const { changeId: id } = first;
    await credentials.setFirst({ ...first, history: change([entry(id)], []) });
    const renewed = { ...entry(id, 'm=16'), envelope: 'renewed entry' };
    await credentials.rehash({ ...person, changeId: id, envelope: 'r', entry: renewed }, 1);
    expect(await remembered(person)).toEqual([renewed]);
  });

  it('without history touches none', async () => {
    const person = await givenPerson(owner, tenant);
    const first = newPassword(person);
    await credentials.setFirst(first);
    expect(await credentials.rehash({ ...first, envelope: 'renewed' }, 1)).toBe(true);
    expect(await remembered(person)).toEqual([]);
  });

  it('does not overwrite a change that came before it (R21)', async () => {
    const person = await givenPerson(owner, tenant);
    const first = newPassword(person);
    await credentials.setFirst(first);
    const next = newPassword(person);
    await credentials.replace(next, 1);
    expect(await credentials.rehash({ ...first, envelope: 'renewed' }, 1)).toBe(false);
    expect(await inForce(person)).toMatchObject({ envelope: next.envelope });
  });
});

describe('a forced change', () => {
  const origin = { ip: '192.0.2.1', requestId: 'request-1' };

  it('states its reason, is journalled, and is over with the change (NIST-3.1.1.2-6b)', async () => {
    const person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    expect(await credentials.forceChange(person, 'compromised', origin)).toBe(true);
    const forced = await credentials.onArrival(callerOf(person));
    expect(forced?.credential).toMatchObject({ version: 2, mustChange: 'compromised' });

    const [event] = await sql(
      database.ownerUrl,
      `SELECT type, data FROM journal.event WHERE tenant = $1 AND subject = $2 AND subject_seq = 2`,
      [person.tenant, person.subject],
    );
    const data = { reason: 'compromised', ip: '192.0.2.1', request_id: 'request-1' };
    expect(event).toEqual({ type: 'password_change_required', data });

    await credentials.replace(newPassword(person), 2);
    const changed = await credentials.onArrival(callerOf(person));
    expect(changed?.credential).not.toHaveProperty('mustChange');
  });

  it('beats a change that was judged before (NIST-3.1.1.2-6b)', async () => {
    const person = await givenPerson(owner, tenant);
    await credentials.setFirst(newPassword(person));
    await credentials.forceChange(person, 'compromised', origin);
    expect(await credentials.replace(newPassword(person), 1)).toEqual({ kind: 'beaten' });
  });

  it('is not possible where there is no password', async () => {
    const person = await givenPerson(owner, tenant);
    expect(await credentials.forceChange(person, 'expired', origin)).toBe(false);
  });
});
