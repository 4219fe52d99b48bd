import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House } from '../support/house.js';
import { openHouse } from '../support/house.js';
import type { Person } from '../support/person.js';
import type { TestDatabase } from '../support/postgres.js';
import { freshDatabase, holdSubject } from '../support/postgres.js';
import { nativeTongue } from './native.tongue.js';

const [CURRENT, NEXT] = ['the passphrase in force', 'quite another one 58'];

describe('a client that goes away, or does not get on (F07)', () => {
  let house: House;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
    house = await openHouse({ database });
  }, 60_000);
  afterAll(() => house.close());

  const somebody = () => house.person({ password: CURRENT, email: true });

  /** A request, and how its client hangs up. */
  const sent = (method: string, path: string, body: unknown, headers: Record<string, string>) => {
    const leaving = new AbortController();
    const answer = fetch(`${house.passwordUrl}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: leaving.signal,
    }).then(
      ({ status }) => status,
      () => 'gone' as const,
    );
    return { answer, leave: () => leaving.abort() };
  };

  const change = (person: Person, key = randomUUID(), token = person.token()) => {
    const { method, path, body } = nativeTongue.change({ current: CURRENT, next: NEXT });
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key };
    return sent(method, path, body, headers);
  };

  const busy = async (): Promise<string[]> => {
    const rows = await house.rows<{ wait: string | null }>(
      `SELECT wait_event_type AS wait FROM pg_stat_activity
       WHERE datname = current_database() AND usename = $1 AND state <> 'idle'`,
      [database.roles.password],
    );
    return rows.map(({ wait }) => wait ?? '');
  };

  const until = async (reached: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await reached())) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  /** What comes over a later connection is seen later than the end of an earlier one. */
  const noticed = async (): Promise<void> => {
    for (let asked = 0; asked < 2; asked += 1) await fetch(`${house.passwordUrl}/health/live`);
  };

  it('costs no hash if it hangs up while it waits for its turn, and nobody holds a connection meanwhile', async () => {
    const before = house.hashes();
    const others = await Promise.all([1, 2, 3, 4].map(somebody));
    const leaver = await somebody();
    const untouched = await house.fingerprint(leaver);
    const settling = house.hashes() - before;
    const release = house.holdHashing();
    const pending = others.map((person) => change(person));
    await until(() => house.waiting() === 4);
    const leaving = change(leaver);
    await until(() => house.waiting() === 5);
    expect(await busy()).toEqual([]);
    leaving.leave();
    expect(await leaving.answer).toBe('gone');
    await noticed();
    release();
    expect(await Promise.all(pending.map(({ answer }) => answer))).toEqual([200, 200, 200, 200]);
    await until(() => house.waiting() === 0);
    expect(house.hashes() - before - settling).toBe(2 * others.length);
    expect(await house.fingerprint(leaver)).toBe(untouched);
  });

  it('costs no hash and no attempt if it asks for a login, of somebody or of nobody, and hangs up', async () => {
    const token = await house.serviceToken('password:verify');
    const others = await Promise.all([1, 2, 3, 4].map(somebody));
    const person = await somebody();
    const untouched = await house.fingerprint(person);
    const before = house.hashes();
    const release = house.holdHashing();
    const pending = others.map((one) => change(one));
    await until(() => house.waiting() === 4);
    const leaving = ['nobody-at-all', person.subject].map((value) => {
      const identifier = { type: 'USERNAME', value };
      const body = { tenant: person.tenant, identifier, password: 'a guess' };
      return sent('POST', '/internal/v1/passwords/verify', body, {
        authorization: `Bearer ${token}`,
      });
    });
    await until(() => house.waiting() === 6);
    for (const { leave } of leaving) leave();
    expect(await Promise.all(leaving.map(({ answer }) => answer))).toEqual(['gone', 'gone']);
    await noticed();
    release();
    expect(await Promise.all(pending.map(({ answer }) => answer))).toEqual([200, 200, 200, 200]);
    await until(() => house.waiting() === 0);
    expect(house.hashes() - before).toBe(2 * others.length);
    expect(await house.fingerprint(person)).toBe(untouched);
    expect(
      await house.rows('SELECT 1 FROM credentials.shadow_attempts WHERE tenant = $1', [
        person.tenant,
      ]),
    ).toEqual([]);
  });

  it('does not undo a change that is being committed, and finds it by its key', async () => {
    const [person, key] = [await somebody(), randomUUID()];
    const token = person.token();
    const release = await holdSubject(database.ownerUrl, person);
    const leaving = change(person, key, token);
    await until(async () => (await busy()).includes('Lock'));
    leaving.leave();
    expect(await leaving.answer).toBe('gone');
    await release();
    await until(async () => (await house.events(person)).length > 0);
    expect(await house.verifies(person, NEXT)).toBe(true);
    expect(await change(person, key, token).answer).toBe(200);
    expect(await house.events(person)).toEqual(['password_changed']);
  });

  it('takes no turn and no connection while its body is on its way', async () => {
    const person = await somebody();
    const before = house.hashes();
    const { hostname, port } = new URL(house.passwordUrl);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(
      `PUT /password-srv/password HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${person.token()}\r\n` +
        'content-type: application/json\r\ncontent-length: 200\r\n\r\n{"old_password":"',
    );
    // Somebody who comes later and has said everything goes first.
    expect(await change(await somebody()).answer).toBe(200);
    expect([house.waiting(), await busy()]).toEqual([0, []]);
    socket.destroy();
    expect(house.hashes() - before).toBe(3);
  });
});
