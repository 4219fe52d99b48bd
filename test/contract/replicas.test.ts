import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { KeyRing } from '#libs/hashing';
import { startHashing } from '#libs/hashing';
import type { Database } from '#libs/persistence';
import { connect, migrate } from '#libs/persistence';
import { tenantId } from '#libs/identity';

import { ask } from '../support/client.js';
import type { Person } from '../support/person.js';
import { emptyDatabase, sql } from '../support/postgres.js';
import type { ServiceProcess } from '../support/processes.js';
import { launchProcess, startProcess, until } from '../support/processes.js';
import { settle } from '../support/settle.js';
import { severable } from '../support/severable.js';
import type { Severable } from '../support/severable.js';
import { TestIssuer } from '../support/tokens.js';
import { nativeRefusal, nativeTongue } from './native.tongue.js';

const CURRENT = 'a current passphrase of mine';
const NEXT = 'quite another passphrase 58';
const TENANTS = Array.from({ length: 20 }, (_, n) => tenantId(`replica-${String(n)}`));

describe('both services as processes of their own, two replicas each, over one database', () => {
  const home = new TestIssuer('https://home.example');
  const other = new TestIssuer('https://other.example');
  const free = [...TENANTS];
  const processes: ServiceProcess[] = [];
  let folder: string;
  let url: string;
  let line: Severable;
  let owner: Database;
  let hashing: Awaited<ReturnType<typeof startHashing>>;
  let environment: Record<'password' | 'verification', Record<string, string>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-replicas-'));
    ({ url } = await emptyDatabase());
    const passwords = { password: 'p4ss', verification: 'v3ri', relay: 'r3lay' };
    const { roles } = await migrate({ url, kind: 'production', passwords });
    owner = await connect({ url, applicationName: 'test', poolSize: 2 });
    const ring = KeyRing.generate();
    hashing = await startHashing({ ring, workers: 1 });
    await writeFile(join(folder, 'pepper.json'), ring.toFileText().reveal(), { mode: 0o600 });
    line = await severable(url);
    const as = (role: keyof typeof passwords): string => {
      const address = new URL(line.url);
      address.username = roles[role];
      address.password = passwords[role];
      return address.href;
    };
    const issuers = JSON.stringify([
      home.configuration({ home_of: TENANTS, session_anchor: 'epoch' }),
    ]);
    environment = {
      password: {
        DATABASE_URL: as('password'),
        LATCHKEY_ISSUERS: issuers,
        LATCHKEY_PEPPER_KEYS_FILE: join(folder, 'pepper.json'),
        LATCHKEY_LOG_LEVEL: 'info',
      },
      verification: { DATABASE_URL: as('verification'), LATCHKEY_ISSUERS: issuers },
    };
    processes.push(
      await startProcess('password-srv', environment.password),
      await startProcess('password-srv', environment.password),
      await startProcess('verification-srv', environment.verification),
      await startProcess('verification-srv', environment.verification),
    );
  }, 120_000);

  afterAll(async () => {
    await Promise.all(processes.map((process) => process.stop()));
    await hashing.close();
    await owner.close();
    await line.close();
    await rm(folder, { recursive: true, force: true });
  });

  const replica = (index: number): string => processes[index]?.url ?? '';
  const rows = <Row extends object>(text: string, values: readonly unknown[]) =>
    sql<Row & Record<string, unknown>>(url, text, values);
  const someone = async (): Promise<Person> => {
    const tenant = free.pop();
    if (!tenant) throw new Error('no tenant left: raise TENANTS');
    const wish = { password: CURRENT, email: true as const };
    return settle(wish, { tenant, owner, hashing, rows, home, other });
  };
  const change = (index: number, token: string, current: string, next: string) =>
    ask(replica(index), nativeTongue.change({ current, next }), token);
  const list = (index: number, token: string) =>
    ask(
      replica(index),
      { method: 'POST', path: '/verification-srv/v2/setup/users/configured/list' },
      token,
    );

  it('ends other sessions on every replica of both services with the commit (R06, R07, R08)', async () => {
    const person = await someone();
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

  it('lets exactly one of 50 parallel changes over two replicas win (R21)', async () => {
    const person = await someone();
    const token = person.token();
    const wishes = Array.from({ length: 50 }, (_, n) => `passphrase number ${String(n)} of fifty`);
    const answers = await Promise.all(wishes.map((next, n) => change(n % 2, token, CURRENT, next)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => ![200, 409, 503].includes(status))).toEqual([]);
    const { tenant, subject } = person;
    const events = await rows<{ type: string }>(
      'SELECT type FROM journal.event WHERE tenant = $1 AND subject = $2',
      [tenant, subject],
    );
    expect(events.map(({ type }) => type)).toEqual(['password_changed']);
    const winner = wishes[statuses.indexOf(200)] ?? '';
    expect((await change(1, token, winner, NEXT)).status).toBe(200);
  });

  it('finishes an accepted change when it is told to stop', async () => {
    const person = await someone();
    const extra = await startProcess('password-srv', environment.password);
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
  });

  it('answers 503 while the database is away and recovers by itself (F01, ASVS-16.5.2)', async () => {
    const person = await someone();
    line.sever();
    for (const index of [0, 2]) {
      const answer =
        index === 0
          ? await change(index, person.token(), CURRENT, NEXT)
          : await list(index, person.token());
      expect(answer).toMatchObject({ status: 503, body: { success: false } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await fetch(`${replica(index)}/health/live`)).status).toBe(200);
      expect((await fetch(`${replica(index)}/health/ready`)).status).toBe(503);
    }
    line.restore();
    for (const index of [0, 2]) {
      const process = processes[index];
      if (!process) throw new Error('no such replica');
      await until(
        async () => (await fetch(`${replica(index)}/health/ready`)).status === 200,
        process,
      );
    }
    expect((await change(0, person.token(), CURRENT, NEXT)).status).toBe(200);
  });

  it('waits for a database that is down at start, and says so', async () => {
    line.sever();
    const waiting = await launchProcess('verification-srv', environment.verification);
    await until(() => waiting.logged().includes('waiting for the database'), waiting);
    line.restore();
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
    const [process] = processes;
    if (!process) throw new Error('no replica');
    expect((await fetch(`${process.url}/metrics`)).status).toBe(404);
    const metrics = await fetch(`${process.internalUrl}/metrics`);
    expect(await metrics.text()).toContain('latchkey_hashes_total');
    expect((await fetch(`${process.internalUrl}/password-srv/password`)).status).toBe(404);
    expect((await fetch(`${process.internalUrl}/health/live`)).status).toBe(200);
  });

  it('writes no password, token or hash into its logs (R25a, ASVS-16.2.5)', async () => {
    const person = await someone();
    const token = person.token();
    await change(0, token, CURRENT, NEXT);
    await change(0, token, 'canary-guess-71a9', NEXT);
    await Promise.all(processes.slice(0, 1).map((process) => process.stop()));
    const logged = processes[0]?.logged() ?? '';
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
