import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { connect } from '#libs/persistence';

import { outboxCommandOf, runOutbox } from '../../apps/pwctl/src/commands/outbox.js';
import type { Person } from '../support/builders.js';
import { givenPerson, givenTenant } from '../support/builders.js';
import { sql, testDatabase } from '../support/postgres.js';

describe('pwctl outbox', () => {
  let url: string;
  let person: Person;
  let colleague: Person;

  beforeAll(async () => {
    ({ ownerUrl: url } = await testDatabase());
    const database = await connect({ url, applicationName: 'test', poolSize: 1 });
    person = await givenPerson(database, await givenTenant(database));
    colleague = await givenPerson(database, await givenTenant(database));
    await database.close();
  });

  /** A notice in that state, after eight tries; answers its id. */
  const notice = async ({ tenant, subject }: Person, state: string, seq: number) => {
    const id = randomUUID();
    await sql(
      url,
      `WITH event AS (
         INSERT INTO journal.event (tenant, subject, subject_seq, type, data)
         VALUES ($1, $2, $4, 'password_changed', '{}'))
       INSERT INTO journal.delivery
         (tenant, subject, subject_seq, id, channel, address, state, attempts, due_at, last_error)
       VALUES ($1, $2, $4, $5, 'mail', 'anna@example.org', $3, 8, '2026-01-02T03:04:05Z', '550')`,
      [tenant, subject, state, seq, id],
    );
    return id;
  };

  const run = async (...line: readonly string[]) => {
    const command = outboxCommandOf(line);
    if (!command) throw new Error('misused');
    const lines: string[] = [];
    await runOutbox(url, command, (text) => lines.push(text));
    return lines;
  };

  const stateOf = async (id: string) => {
    const text = 'SELECT state, attempts FROM journal.delivery WHERE id = $1';
    return (await sql(url, text, [id]))[0];
  };

  it('tells what waits and what was given up, without an address', async () => {
    expect(await run('list', person.tenant)).toEqual(['nothing waits and nothing was given up']);
    const dead = await notice(person, 'dead', 1);
    const due = await notice(person, 'due', 2);
    await notice(person, 'acknowledged', 3);
    await notice(colleague, 'dead', 1);
    const next = 'next 2026-01-02T03:04:05.000Z';
    expect((await run('list', person.tenant)).sort()).toEqual(
      [
        `${dead}  password_changed  mail  given up after 8 tries, 550`,
        `${due}  password_changed  mail  waits after 8 tries, ${next}, 550`,
      ].sort(),
    );
  });

  it('makes what was given up due again, one or all, of that tenant only', async () => {
    const [first, second] = [await notice(person, 'dead', 4), await notice(person, 'dead', 5)];
    const foreign = await notice(colleague, 'dead', 2);
    expect(await run('replay', person.tenant, first)).toEqual(['1 delivery is due again']);
    expect(await stateOf(first)).toEqual({ state: 'due', attempts: 0 });
    expect(await stateOf(second)).toEqual({ state: 'dead', attempts: 8 });
    // The second of this test and the one of the test before.
    expect(await run('replay', person.tenant)).toEqual(['2 deliveries are due again']);
    expect(await stateOf(foreign)).toEqual({ state: 'dead', attempts: 8 });
    await expect(run('replay', person.tenant, foreign)).rejects.toThrow('has given up no delivery');
  });

  it('says what is wrong', async () => {
    await expect(run('list', 'nobody-here')).rejects.toThrow('there is no tenant nobody-here');
    await expect(run('replay', 'no tenant')).rejects.toThrow('cannot name a tenant');
    await expect(run('replay', person.tenant, '7')).rejects.toThrow('not the id of a delivery');
    for (const line of [[], ['list'], ['list', 'a', 'b'], ['sell', 'a'], ['replay', 'a', 'b', 'c']])
      expect(outboxCommandOf(line)).toBeUndefined();
  });
});
