import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { ask } from '../support/client.js';
import type { Person } from '../support/person.js';
import { holdSubject } from '../support/postgres.js';
import type { ServiceProcess } from '../support/processes.js';
import { startProcess, until } from '../support/processes.js';
import { CURRENT, openReplicas } from '../support/replicas.js';
import type { Replicas } from '../support/replicas.js';
import { accountV3Tongue } from './account-v3.tongue.js';
import { mfaV1Tongue } from './mfa-v1.tongue.js';
import { mobileV2Tongue } from './mobile-v2.tongue.js';
import { nativeTongue } from './native.tongue.js';
import { profileV1Tongue } from './profile-v1.tongue.js';
import { carried } from './ticketed.js';
import type { Answer, Tongue } from './tongue.js';

const NEXT = 'quite another passphrase 58';

const TONGUES: readonly Tongue[] = [
  ...[nativeTongue, mobileV2Tongue, mfaV1Tongue, accountV3Tongue, profileV1Tongue],
];

/** One change of one person, as often as it is sent. */
interface Repeated {
  readonly tongue: Tongue;
  readonly person: Person;
  readonly proof: string;
  readonly key: string;
}

describe('a change with an Idempotency-Key whose client does not learn what became of it, in every dialect', () => {
  let house: Replicas;

  beforeAll(async () => {
    house = await openReplicas();
  }, 120_000);

  afterAll(() => house.close());

  const inEachDialect = (): Promise<Repeated[]> =>
    Promise.all(
      TONGUES.map(async (tongue) => {
        const person = await house.someone();
        const proof = tongue.ticketed ? await house.ticket(person) : person.token();
        return { tongue, person, proof, key: randomUUID() };
      }),
    );

  const change = (url: string, { tongue, person, proof, key }: Repeated): Promise<Answer> => {
    const fields = { current: CURRENT, next: NEXT };
    const [sent, bearer] = carried(tongue, fields, person, proof);
    return ask(url, { ...sent, headers: { 'idempotency-key': key } }, bearer);
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

  const committing = async (): Promise<number> => {
    const waiting = await house.rows(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      [],
    );
    return waiting.length;
  };

  /** Changes that everything is done for and whose commits wait, and how to let them go on. */
  const commitsHeld = async (process: ServiceProcess, changes: readonly Repeated[]) => {
    const held = changes.map(({ person }) => holdSubject(house.databaseUrl, person));
    const releases = await Promise.all(held);
    const answers = changes.map((one) =>
      change(process.url, one).catch(() => ({ status: 'no answer' as const })),
    );
    await until(async () => (await committing()) === changes.length, process);
    return {
      answers: Promise.all(answers),
      release: () => Promise.all(releases.map((release) => release())),
    };
  };

  /** The statements that wait end with the connections of their process. */
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

  /** Done once, and told by the other replica in the very same words. */
  const isDone = async (one: Repeated, first: Answer, again: string): Promise<void> => {
    expect(first).toMatchObject({ status: 200, body: one.tongue.done });
    expect((await change(again, one)).text).toBe(first.text);
    expect(await events(one.person)).toEqual(['password_changed']);
  };

  it('is taken over when its process was killed before the commit, once its lease has ended (F10)', async () => {
    const [changes, victim] = [await inEachDialect(), await another()];
    const { answers, release } = await commitsHeld(victim, changes);
    await victim.stop('SIGKILL');
    await breakOff();
    await release();
    expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set(['no answer']));
    for (const one of changes) {
      const waits = await change(house.url(0), one);
      expect(waits).toMatchObject(one.tongue.refusal('request_in_flight'));
      expect(await events(one.person)).toEqual([]);
      await leaseEnds(one.person);
      await isDone(one, await change(house.url(1), one), house.url(0));
    }
  });

  it('is answered at once when its process was killed between commit and answer (F01, F10)', async () => {
    const [changes, victim] = [await inEachDialect(), await another()];
    const { answers, release } = await commitsHeld(victim, changes);
    await victim.stop('SIGKILL');
    await release();
    expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set(['no answer']));
    for (const one of changes) {
      await until(async () => (await events(one.person)).length > 0, house.processes[0]);
      await isDone(one, await change(house.url(0), one), house.url(1));
    }
  });

  it.each(['committed', 'broken off'] as const)(
    'finds out by its key what became of it when the database went away and it was %s (F01)',
    async (fate) => {
      const [changes, process] = [await inEachDialect(), await another()];
      const { answers, release } = await commitsHeld(process, changes);
      house.line.sever();
      if (fate === 'broken off') await breakOff();
      await release();
      expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([503]));
      house.line.restore();
      for (const one of changes) {
        let resolved: Answer | undefined;
        await until(async () => {
          resolved = await change(house.url(0), one);
          return ![409, 503].includes(resolved.status);
        }, process);
        expect(resolved).toMatchObject({ status: 200, body: one.tongue.done });
        expect(await events(one.person)).toEqual(['password_changed']);
      }
    },
  );

  it('leaves its key in no log and nowhere in the database (R25a, IDEMP-06)', async () => {
    const [person, key] = [await house.someone(), 'canary-key-5f1e-that-nobody-keeps'];
    const one = { tongue: nativeTongue, person, proof: person.token(), key };
    expect((await change(house.url(0), one)).status).toBe(200);
    expect((await change(house.url(0), { ...one, key: `${key}"` })).status).not.toBe(200);
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
