import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ask } from '../support/client.js';
import { holdSubject } from '../support/postgres.js';
import { launchProcess, startProcess, until } from '../support/processes.js';
import { CURRENT, openReplicas } from '../support/replicas.js';
import type { Replicas } from '../support/replicas.js';
import { nativeRefusal, nativeTongue } from './native.tongue.js';

const NEXT = 'quite another passphrase 58';

describe('both services as processes of their own, two replicas each, over one database', () => {
  let house: Replicas;

  beforeAll(async () => {
    house = await openReplicas();
  }, 120_000);

  afterAll(() => house.close());

  const change = (index: number, token: string, current: string, next: string) =>
    ask(house.url(index), nativeTongue.change({ current, next }), token);
  const list = (index: number, token: string) =>
    ask(
      house.url(index),
      { method: 'POST', path: '/verification-srv/v2/setup/users/configured/list' },
      token,
    );

  it('ends other sessions on every replica of both services with the commit (R06)', async () => {
    const person = await house.someone();
    const [own, another] = [person.token(), person.token()];
    for (const index of [2, 3]) expect((await list(index, another)).status).toBe(200);
    expect((await change(0, own, CURRENT, NEXT)).status).toBe(200);
    for (const index of [2, 3]) {
      expect(await list(index, another)).toMatchObject(nativeRefusal('invalid_token'));
      expect((await list(index, own)).status).toBe(200);
    }
    for (const index of [0, 1]) {
      const refused = await change(index, another, NEXT, CURRENT);
      expect(refused).toMatchObject(nativeRefusal('invalid_token'));
    }
    // A token minted by the ended session later is still of the old epoch.
    expect((await list(2, person.token({ epoch: 0 }))).status).toBe(401);
    expect((await list(2, person.token({ epoch: 1 }))).status).toBe(200);
    expect((await change(1, own, NEXT, CURRENT)).status).toBe(200);
  });

  it('ends a session begun a second before or in the very second of the change (R07)', async () => {
    const person = await house.datedPerson();
    const { tenant, subject } = person;
    const own = person.token();
    const before = person.token({ authAge: 1 });
    expect((await list(3, before)).status).toBe(200);
    expect((await change(0, own, CURRENT, NEXT)).status).toBe(200);
    const cutoff = await house.rows<{ second: number }>(
      `SELECT extract(epoch FROM date_trunc('second', cutoff_at))::int AS second
       FROM directory.subject WHERE tenant = $1 AND subject = $2`,
      [tenant, subject],
    );
    const second = cutoff[0]?.second ?? 0;
    const claims = { sub: subject, tenant, amr: ['pwd'] };
    const sameSecond = house.dated.mint({ ...claims, sid: 'same-second', auth_time: second });
    for (const ended of [before, sameSecond]) {
      for (const index of [2, 3]) expect((await list(index, ended)).status).toBe(401);
      for (const index of [0, 1]) {
        const refused = await change(index, ended, NEXT, CURRENT);
        expect(refused).toMatchObject(nativeRefusal('invalid_token'));
      }
    }
    expect((await list(2, own)).status).toBe(200);
  });

  it('keeps an ended session dead in a process that starts afterwards (R08)', async () => {
    const person = await house.someone();
    const [own, ended] = [person.token(), person.token()];
    expect((await list(2, ended)).status).toBe(200);
    expect((await change(0, own, CURRENT, NEXT)).status).toBe(200);
    const restarted = await startProcess('verification-srv', house.environment.verification);
    house.processes.push(restarted);
    const index = house.processes.indexOf(restarted);
    expect(await list(index, ended)).toMatchObject(nativeRefusal('invalid_token'));
    expect((await list(index, own)).status).toBe(200);
  });

  it('lets exactly one of 50 parallel changes over two replicas win (R21)', async () => {
    const person = await house.someone();
    const token = person.token();
    const wishes = Array.from({ length: 50 }, (_, n) => `passphrase number ${String(n)} of fifty`);
    // Whoever arrives after the winner's commit is judged by the new password: nobody wins yet.
    const release = await holdSubject(house.databaseUrl, person);
    const pending = wishes.map((next, n) => change(n % 2, token, CURRENT, next));
    let answered = 0;
    for (const one of pending) void one.then(() => (answered += 1));
    await until(async () => {
      // Whoever waits for the lock too long is answered 503; counted first, so that none counts twice.
      const gone = answered;
      return gone + (await house.underWay()) === wishes.length;
    }, house.processes[0]);
    await release();
    const answers = await Promise.all(pending);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => ![200, 409, 503].includes(status))).toEqual([]);
    const { tenant, subject } = person;
    const events = await house.rows<{ type: string }>(
      'SELECT type FROM journal.event WHERE tenant = $1 AND subject = $2',
      [tenant, subject],
    );
    expect(events.map(({ type }) => type)).toEqual(['password_changed']);
    const winner = wishes[statuses.indexOf(200)] ?? '';
    expect((await change(1, token, winner, NEXT)).status).toBe(200);
  }, 90_000);

  it('finishes an accepted change, and writes down what it counted, when it is told to stop', async () => {
    const person = await house.someone();
    await house.rows(
      `UPDATE tenancy.policy SET shadow_version = 1, shadow_since = now(),
         shadow = '{"format":1,"rules":{"minimum":30}}' WHERE tenant = $1`,
      [person.tenant],
    );
    const extra = await startProcess('password-srv', house.environment.password);
    const answer = ask(
      extra.url,
      nativeTongue.change({ current: CURRENT, next: NEXT }),
      person.token(),
    );
    await until(() => extra.logged().includes('listening'), extra);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const exit = extra.stop();
    expect((await answer).status).toBe(200);
    expect(await exit).toBe(0);
    const counted = await house.rows(
      'SELECT counted, passwords FROM credentials.shadow_count WHERE tenant = $1 ORDER BY counted',
      [person.tenant],
    );
    expect(counted).toEqual(
      ['seen', 'too_short', 'would_fail'].map((name) => ({ counted: name, passwords: 2 })),
    );
  });

  it('refuses tokens of ended sessions with Redis severed, emptied and back (F03, R08, ASVS-7.4.1)', async () => {
    const person = await house.someone();
    const [own, ended] = [person.token(), person.token()];
    expect((await change(0, own, 'a wrong guess at it', NEXT)).status).toBe(400);
    expect((await change(0, own, CURRENT, NEXT)).status).toBe(200);
    expect(house.redis.asked()).toBeGreaterThan(0);
    const replay = async (): Promise<void> => {
      for (const index of [2, 3]) {
        expect(await list(index, ended)).toMatchObject(nativeRefusal('invalid_token'));
        expect((await list(index, own)).status).toBe(200);
      }
      for (const index of [0, 1]) {
        const refused = await change(index, ended, NEXT, CURRENT);
        expect(refused).toMatchObject(nativeRefusal('invalid_token'));
        const guessed = await change(index, own, 'a wrong guess at it', CURRENT);
        expect(guessed).toMatchObject(nativeRefusal('invalid_current_password'));
      }
    };
    house.redisLine.sever();
    await replay();
    const metrics = await fetch(`${house.processes[0]?.internalUrl ?? ''}/metrics`);
    expect(await metrics.text()).toMatch(/^latchkey_limits_shared\{.*\} 0$/m);
    house.redis.flush();
    house.redisLine.restore();
    await replay();
    // Failures are in PostgreSQL: the fifth makes the owner wait, whatever Redis forgot.
    await change(0, own, 'a wrong guess at it', CURRENT);
    const waiting = await change(1, own, NEXT, CURRENT);
    expect(waiting).toMatchObject(nativeRefusal('too_many_attempts'));
  });

  it('answers 503 while the database is away and recovers by itself (F01, ASVS-16.5.2)', async () => {
    const person = await house.someone();
    house.line.sever();
    for (const index of [0, 2]) {
      const answer =
        index === 0
          ? await change(index, person.token(), CURRENT, NEXT)
          : await list(index, person.token());
      expect(answer).toMatchObject({ status: 503, body: { success: false } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await fetch(`${house.url(index)}/health/live`)).status).toBe(200);
      expect((await fetch(`${house.url(index)}/health/ready`)).status).toBe(503);
    }
    house.line.restore();
    for (const index of [0, 2]) {
      const process = house.processes[index];
      if (!process) throw new Error('no such replica');
      await until(
        async () => (await fetch(`${house.url(index)}/health/ready`)).status === 200,
        process,
      );
    }
    expect((await change(0, person.token(), CURRENT, NEXT)).status).toBe(200);
  });

  it('waits for a database that is down at start, and says so', async () => {
    house.line.sever();
    const waiting = await launchProcess('verification-srv', house.environment.verification);
    await until(() => waiting.logged().includes('waiting for the database'), waiting);
    house.line.restore();
    await until(async () => {
      try {
        return (await fetch(`${waiting.url}/health/ready`)).status === 200;
      } catch {
        return false;
      }
    }, waiting);
    expect(await waiting.stop()).toBe(0);
  });

  it('keeps internal routes on the internal port and the published ones off it', async () => {
    const [process] = house.processes;
    if (!process) throw new Error('no replica');
    expect((await fetch(`${process.url}/metrics`)).status).toBe(404);
    const metrics = await fetch(`${process.internalUrl}/metrics`);
    expect(await metrics.text()).toContain('latchkey_hashes_total');
    expect((await fetch(`${process.internalUrl}/password-srv/password`)).status).toBe(404);
    expect((await fetch(`${process.internalUrl}/health/live`)).status).toBe(200);
  });

  it('writes no password, token or hash into its logs (R25a, ASVS-16.2.5)', async () => {
    const person = await house.someone();
    const token = person.token();
    await change(0, token, CURRENT, NEXT);
    await change(0, token, 'canary-guess-71a9', NEXT);
    await Promise.all(house.processes.slice(0, 1).map((process) => process.stop()));
    const logged = house.processes[0]?.logged() ?? '';
    expect(logged).toContain('"route":"/password-srv/password"');
    for (const secret of [CURRENT, NEXT, 'canary-guess-71a9', token, '$argon2id$', 'lk1.']) {
      expect(logged).not.toContain(secret);
    }
  });

  it('names every mistake of its configuration at once and does not start', async () => {
    const broken = await launchProcess('password-srv', {
      LATCHKEY_ISSUERS: '[{"issuer":"https://home.example","home_of":["demo"]}]',
      LATCHKEY_TRUSTED_PROXIES: 'two',
    });
    await new Promise((resolve) => broken.child.once('exit', resolve));
    expect(broken.child.exitCode).toBe(1);
    for (const name of ['DATABASE_URL', 'LATCHKEY_PEPPER_KEYS_FILE', 'LATCHKEY_TRUSTED_PROXIES']) {
      expect(broken.logged()).toContain(name);
    }
    expect(broken.logged()).toContain('audience');
  });
});
