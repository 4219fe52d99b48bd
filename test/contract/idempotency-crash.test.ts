import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { ask } from '../support/client.js';
import type { Person } from '../support/person.js';
import { holdSubject } from '../support/postgres.js';
import type { ServiceProcess } from '../support/processes.js';
import { startProcess, until } from '../support/processes.js';
import { CURRENT, openReplicas } from '../support/replicas.js';
import type { Replicas } from '../support/replicas.js';
import { nativeRefusal, nativeTongue } from './native.tongue.js';
import type { Answer } from './tongue.js';

const NEXT = 'quite another passphrase 58';

describe('a change with an Idempotency-Key whose client does not learn what became of it', () => {
  let house: Replicas;

  beforeAll(async () => {
    house = await openReplicas();
  }, 120_000);

  afterAll(() => house.close());

  const change = (url: string, token: string, key: string): Promise<Answer> => {
    const sent = nativeTongue.change({ current: CURRENT, next: NEXT });
    return ask(url, { ...sent, headers: { 'idempotency-key': key } }, token);
  };

  const another = async (): Promise<ServiceProcess> => {
    const process = await startProcess('password-srv', house.environment.password);
    house.processes.push(process);
    return process;
  };

  const events = async ({ tenant, subject }: Person): Promise<string[]> => {
    const found = await house.rows<{ type: string }>(
      'SELECT type FROM journal.event WHERE tenant = $1 AND subject = $2',
      [tenant, subject],
    );
    return found.map(({ type }) => type);
  };

  const committing = async (): Promise<boolean> => {
    const waiting = await house.rows(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      [],
    );
    return waiting.length > 0;
  };

  /** A change that everything is done for and whose commit waits, and how to let it go on. */
  const commitHeld = async (
    process: ServiceProcess,
    person: Person,
    token: string,
    key: string,
  ) => {
    const release = await holdSubject(house.databaseUrl, person);
    const answer = change(process.url, token, key).catch(() => 'no answer' as const);
    await until(committing, process);
    return { answer, release };
  };

  /** The statement that waits ends with the connection of its process. */
  const breakOff = () =>
    house.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      [],
    );

  const leaseEnds = ({ tenant, subject }: Person) =>
    house.rows(
      `UPDATE journal.idempotency SET lease_until = clock_timestamp()
       WHERE tenant = $1 AND subject = $2`,
      [tenant, subject],
    );

  it('is taken over when its process was killed before the commit, once its lease has ended (F10)', async () => {
    const [person, victim, key] = [await house.someone(), await another(), randomUUID()];
    const token = person.token();
    const { answer, release } = await commitHeld(victim, person, token, key);
    await victim.stop('SIGKILL');
    await breakOff();
    await release();
    expect(await answer).toBe('no answer');
    const waits = await change(house.url(0), token, key);
    expect(waits).toMatchObject(nativeRefusal('request_in_flight'));
    expect(await events(person)).toEqual([]);
    await leaseEnds(person);
    const first = await change(house.url(1), token, key);
    expect(first).toMatchObject({ status: 200, body: nativeTongue.done });
    expect((await change(house.url(0), token, key)).text).toBe(first.text);
    expect(await events(person)).toEqual(['password_changed']);
  });

  it('is answered at once when its process was killed between commit and answer (F01, F10)', async () => {
    const [person, victim, key] = [await house.someone(), await another(), randomUUID()];
    const token = person.token();
    const { answer, release } = await commitHeld(victim, person, token, key);
    await victim.stop('SIGKILL');
    await release();
    expect(await answer).toBe('no answer');
    await until(async () => (await events(person)).length > 0, house.processes[0] ?? victim);
    const first = await change(house.url(0), token, key);
    expect(first).toMatchObject({ status: 200, body: nativeTongue.done });
    expect((await change(house.url(1), token, key)).text).toBe(first.text);
    expect(await events(person)).toEqual(['password_changed']);
  });

  it.each(['committed', 'broken off'] as const)(
    'finds out by its key what became of it when the database went away and it was %s (F01)',
    async (fate) => {
      const [person, process, key] = [await house.someone(), await another(), randomUUID()];
      const token = person.token();
      const { answer, release } = await commitHeld(process, person, token, key);
      house.line.sever();
      if (fate === 'broken off') await breakOff();
      await release();
      expect(await answer).toMatchObject({ status: 503 });
      house.line.restore();
      let resolved: Answer | undefined;
      await until(async () => {
        resolved = await change(house.url(0), token, key);
        return ![409, 503].includes(resolved.status);
      }, process);
      expect(resolved).toMatchObject({ status: 200, body: nativeTongue.done });
      expect(await events(person)).toEqual(['password_changed']);
    },
  );

  it('leaves its key in no log and nowhere in the database (R25a, IDEMP-06)', async () => {
    const [person, key] = [await house.someone(), 'canary-key-5f1e-that-nobody-keeps'];
    const token = person.token();
    expect((await change(house.url(0), token, key)).status).toBe(200);
    expect((await change(house.url(0), token, `${key}"`)).status).not.toBe(200);
    const tables = await house.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      [],
    );
    expect(tables.map(({ name }) => name)).toContain('journal.idempotency');
    const holding = async (text: string): Promise<string[]> => {
      const found: string[] = [];
      for (const { name } of tables) {
        const like = `SELECT 1 FROM ${name} x WHERE to_jsonb(x)::text LIKE '%' || $1 || '%' LIMIT 1`;
        if ((await house.rows(like, [text])).length > 0) found.push(name);
      }
      return found;
    };
    expect(await holding('canary-key')).toEqual([]);
    expect(await holding(NEXT)).toEqual([]);
    expect(await holding(person.subject)).toContain('journal.idempotency');
    const [process] = house.processes;
    await process?.stop();
    expect(process?.logged()).toContain('"route":"/password-srv/password"');
    for (const secret of ['canary-key', NEXT]) expect(process?.logged()).not.toContain(secret);
  });
});
