import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { KeyRing, startHashing } from '#libs/hashing';
import { tenantId } from '#libs/identity';
import { connect, migrate } from '#libs/persistence';

import type { FakeRedis } from './fake-redis.js';
import { fakeRedis } from './fake-redis.js';
import type { Person } from './person.js';
import { emptyDatabase, sql } from './postgres.js';
import type { ServiceProcess } from './processes.js';
import { startProcess } from './processes.js';
import { settle } from './settle.js';
import type { Severable } from './severable.js';
import { severable } from './severable.js';
import { TicketMint } from './tickets.js';
import { TestIssuer } from './tokens.js';

/** Everybody's password at first. */
export const CURRENT = 'a current passphrase of mine';

const TENANTS = Array.from({ length: 30 }, (_, n) => tenantId(`replica-${String(n)}`));
/** Its issuer does not know our epoch: sessions are judged by `auth_time`. */
const DATED = tenantId('dated');

/** Two processes of each service from `dist` over one database, reached through a line that breaks. */
export interface Replicas {
  readonly databaseUrl: string;
  readonly line: Severable;
  /** The line to the Redis in which they count requests together. */
  readonly redisLine: Severable;
  readonly redis: FakeRedis;
  readonly environment: Readonly<Record<'password' | 'verification', Record<string, string>>>;
  /** First two of password-srv, then two of verification-srv; a test may add its own. */
  readonly processes: ServiceProcess[];
  /** The home issuer of `datedPerson`. */
  readonly dated: TestIssuer;
  url(index: number): string;
  rows<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]>;
  /** Of a tenant of their own, whose issuer copies our epoch, and which has mfa-v1 on. */
  someone(): Promise<Person>;
  ticket: TicketMint['raise'];
  datedPerson(): Promise<Person>;
  /** Changes that have been judged on arrival and are not yet answered. */
  underWay(): Promise<number>;
  close(): Promise<void>;
}

export async function openReplicas(): Promise<Replicas> {
  const [home, dated] = [
    new TestIssuer('https://home.example'),
    new TestIssuer('https://dated.example'),
  ];
  const issuers = JSON.stringify([
    home.configuration({ home_of: TENANTS, session_anchor: 'epoch' }),
    dated.configuration({ home_of: [DATED] }),
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-replicas-'));
  const { url } = await emptyDatabase();
  const passwords = { password: 'p4ss', verification: 'v3ri', relay: 'r3lay' };
  const { roles } = await migrate({ url, kind: 'production', passwords });
  const owner = await connect({ url, applicationName: 'test', poolSize: 2 });
  const ring = KeyRing.generate();
  const hashing = await startHashing({ ring, workers: 1 });
  const pepper = join(folder, 'pepper.json');
  await writeFile(pepper, ring.toFileText().reveal(), { mode: 0o600 });
  const tickets = new TicketMint();
  const ticketKeys = join(folder, 'tickets.json');
  await writeFile(ticketKeys, tickets.keys.toFileText().reveal(), { mode: 0o600 });
  const line = await severable(url);
  const redis = await fakeRedis();
  const redisLine = await severable(redis.url);
  const environment = {
    password: {
      DATABASE_URL: as('password'),
      LATCHKEY_ISSUERS: issuers,
      LATCHKEY_PEPPER_KEYS_FILE: pepper,
      LATCHKEY_TICKET_KEYS_FILE: ticketKeys,
      LATCHKEY_LOG_LEVEL: 'info',
      // Each of 50 parallel changes may wait for the subject's lock with a connection of its own.
      LATCHKEY_DATABASE_POOL: '30',
      LATCHKEY_HASH_DEADLINE_MS: '60000',
      REDIS_URL: redisLine.url,
    },
    verification: {
      DATABASE_URL: as('verification'),
      LATCHKEY_ISSUERS: issuers,
      REDIS_URL: redisLine.url,
    },
  };
  const processes = [
    await startProcess('password-srv', environment.password),
    await startProcess('password-srv', environment.password),
    await startProcess('verification-srv', environment.verification),
    await startProcess('verification-srv', environment.verification),
  ];
  const rows = <Row extends object>(text: string, values: readonly unknown[]) =>
    sql<Row & Record<string, unknown>>(url, text, values);
  const free = [...TENANTS];
  const person = (tenant = free.pop(), issuer = home): Promise<Person> => {
    if (!tenant) throw new Error('no tenant left: raise TENANTS');
    const wish = { password: CURRENT, email: true as const, mfaV1: true };
    return settle(wish, { tenant, owner, hashing, rows, home: issuer, other: dated });
  };

  function as(role: keyof typeof passwords): string {
    const address = new URL(line.url);
    address.username = roles[role];
    address.password = passwords[role];
    return address.href;
  }

  return {
    ...{ databaseUrl: url, line, redisLine, redis, environment, processes, dated, rows },
    url: (index) => processes[index]?.url ?? '',
    someone: () => person(),
    ticket: (...asked) => tickets.raise(...asked),
    datedPerson: () => person(DATED, dated),
    async underWay() {
      const [committing] = await rows<{ count: number }>(
        `SELECT count(*)::int FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        [],
      );
      const hashing = await Promise.all(processes.slice(0, 2).map(inHashing));
      return hashing.reduce((sum, count) => sum + count, committing?.count ?? 0);
    },
    async close() {
      await Promise.all(processes.map((process) => process.stop()));
      await hashing.close();
      await owner.close();
      await Promise.all([line.close(), redisLine.close()]);
      await redis.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function inHashing({ internalUrl }: ServiceProcess): Promise<number> {
  const text = await (await fetch(`${internalUrl}/metrics`)).text();
  const figures = text.matchAll(/^latchkey_hashing_(?:queued|in_flight) (\d+)$/gm);
  return [...figures].reduce((sum, [, figure]) => sum + Number(figure), 0);
}
