import { randomBytes } from 'node:crypto';

import { parseIssuers } from '#libs/auth';
import { InProcessRunner, KeyRing, NodeRsEngine } from '#libs/hashing';
import type { TenantId, VerificationType } from '#libs/identity';
import { changeId, Password, tenantId } from '#libs/identity';
import { connect } from '#libs/persistence';

import type { Answer, Sent } from '../contract/tongue.js';
import type { RawRequest } from './client.js';
import { ask, send } from './client.js';
import { HeldRunner } from './held-runner.js';
import type { HouseWish } from './house-wish.js';
import type { Person, PersonWish, TokenWish } from './person.js';
import { sql, testDatabase } from './postgres.js';
import type { Resets } from './resets.js';
import { openResets } from './resets.js';
import { cheapHashing, KnownFormats, startBoth } from './services.js';
import { settle } from './settle.js';
import { TicketMint } from './tickets.js';
import { TestIssuer } from './tokens.js';

export type { Person, PersonWish } from './person.js';

/** Every test comes from the same address. */
const PLENTY = 1_000_000;

/** As many people as one test file needs, each in a tenant of their own. */
const TENANTS = 300;

/** What lies in the past, or begins there, for one person. */
const STORED_TIMES = [
  'credentials.attempts SET wait_until = wait_until',
  'credentials.password SET changed_at = changed_at',
  'credentials.password SET counted_from = counted_from',
  'credentials.request_count SET began_at = began_at',
];

/** What was found out about the password in force stays found out, whatever becomes of a request. */
const LOOKED_UP = ['breach_state', 'breach_corpus', 'breach_corpus_date', 'breach_checked_at'];

/** Both services in this process, over a real database, hashing at the least cost. */
export interface House {
  readonly passwordUrl: string;
  readonly verificationUrl: string;
  person(wish: PersonWish): Promise<Person>;
  /** A change ticket of the person's, for their USERNAME, which is their subject. */
  ticket: TicketMint['raise'];
  ask(url: string, sent: Sent, token?: string): Promise<Answer>;
  send(url: string, sent: Sent, raw: RawRequest): Promise<Answer>;
  /** Slow hashes so far. */
  hashes(): number;
  /** From now on no hash begins; the answer lets them. */
  holdHashing(): () => void;
  /** Requests that hash or wait for their turn to. */
  waiting(): number;
  /** Returns once `count` requests hash or wait for their turn to. */
  untilWaiting(count: number): Promise<void>;
  /** The most hashes that ran at the same time so far. */
  mostAtOnce(): number;
  /** Lets no hash begin until `count` requests have arrived and wait for theirs. */
  untilArrived(count: number): Promise<void>;
  /** Decoys of this tenant are like its people's from now on. */
  learnFormats(tenant: TenantId): Promise<void>;
  verifies(person: Person, password: string): Promise<boolean>;
  /** Everything that a refused request must leave as it is. */
  fingerprint(person: Person): Promise<string>;
  /** What was kept of the last look for breaches, and what follows from it. */
  breachOf(person: Person): Promise<object | undefined>;
  events(person: Person): Promise<string[]>;
  /** Events that the relay has yet to turn into mails. */
  arrivals(person: Person): Promise<number>;
  /** Moves what is stored into the past, because the database's clock cannot be moved. */
  elapse(person: Person, seconds: number): Promise<void>;
  switchMethod(tenant: TenantId, method: VerificationType, on: boolean): Promise<void>;
  link(person: Person, sub: string): Promise<void>;
  /** A token of a session that begins now. */
  freshToken(person: Person, wish?: TokenWish): Promise<string>;
  /** A program that was granted these scopes, for this person's tenant or for all. */
  serviceToken(scopes: string, whose?: Person): Promise<string>;
  logged(): string;
  readonly resets: Resets;
  /** For looking at what no other question asks. */
  rows<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openHouse(wish: HouseWish = {}): Promise<House> {
  const run = randomBytes(4).toString('hex');
  const tenants = Array.from({ length: TENANTS }, (_, n) => tenantId(`${run}-${String(n)}`));
  const home = new TestIssuer('https://home.example');
  const other = new TestIssuer('https://other.example');
  const machines = new TestIssuer('https://machines.example');
  const issuers = parseIssuers([
    machines.configuration({ home_of: undefined, audience: undefined, services: true }),
    home.configuration({ home_of: tenants, session_anchor: 'epoch' }),
    other.configuration({ home_of: undefined, tenants }),
  ]);
  const { database = await testDatabase(), ring = KeyRing.generate() } = wish;
  const owner = await connect({ url: database.ownerUrl, applicationName: 'test', poolSize: 2 });
  const runner = new HeldRunner(new InProcessRunner(new NodeRsEngine()));
  const tickets = new TicketMint();
  const formats = new KnownFormats(owner);
  const hashing = await cheapHashing(runner, { ring, formats, limits: wish.queue });
  const lines: string[] = [];
  const { triesPerMinute = PLENTY, mfaV1 = false, firstIsDefault = false } = wish;
  const services = await startBoth({
    ...{ database, issuers, hashing, ring, lines, wish },
    ...{ ticketKeys: tickets.keys, triesPerMinute },
    defaultTenant: firstIsDefault ? tenants.at(-1) : undefined,
  });
  const rows = <Row extends object>(text: string, values: readonly unknown[]) =>
    sql<Row & Record<string, unknown>>(database.ownerUrl, text, values);
  const waiting = (): number => hashing.stats().queued + hashing.stats().inFlight;
  const untilWaiting = async (count: number): Promise<void> => {
    while (waiting() < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  return {
    passwordUrl: services.password.url,
    verificationUrl: services.verification.url,
    ask,
    send,
    ticket: (...asked) => tickets.raise(...asked),
    hashes: () => hashing.stats().hashes,
    holdHashing: () => runner.hold(),
    mostAtOnce: () => runner.mostAtOnce,
    waiting,
    untilWaiting,
    async untilArrived(count) {
      const release = runner.hold();
      await untilWaiting(count);
      release();
    },
    logged: () => lines.join(''),
    learnFormats: (tenant) => formats.learn(tenant),
    resets: openResets({
      ...{ database: services.passwords, logger: services.logger },
      ...{ hashing, ring, rows },
    }),
    rows,
    async person(wish) {
      const tenant = wish.sameTenantAs?.tenant ?? tenants.pop();
      if (!tenant) throw new Error('this house has no tenant left: raise TENANTS');
      return settle({ mfaV1, ...wish }, { tenant, owner, hashing, rows, home, other });
    },
    async verifies({ tenant, subject }, password) {
      const [row] = await rows<{ envelope: string; last_change_id: string }>(
        'SELECT envelope, last_change_id FROM credentials.password WHERE tenant = $1 AND subject = $2',
        [tenant, subject],
      );
      if (!row) return false;
      const binding = { tenant, subject, changeId: changeId(row.last_change_id) };
      const verdict = await hashing.admitted({ tenant, subject }, (turn) =>
        turn.matches(new Password(password), row.envelope, binding),
      );
      return verdict === true;
    },
    async fingerprint({ tenant, subject }) {
      const tables = [
        'credentials.password',
        'credentials.attempts',
        'directory.subject',
        'journal.event',
      ];
      const contents = tables.map((table) =>
        rows(
          `SELECT to_jsonb(x) - $3::text[] FROM ${table} x WHERE x.tenant = $1 AND x.subject = $2`,
          [tenant, subject, LOOKED_UP],
        ),
      );
      return JSON.stringify(await Promise.all(contents));
    },
    async breachOf({ tenant, subject }) {
      const [row] = await rows(
        `SELECT breach_state, breach_corpus, must_change, must_change_reason
         FROM credentials.password WHERE tenant = $1 AND subject = $2`,
        [tenant, subject],
      );
      return row;
    },
    async events({ tenant, subject }) {
      const events = await rows<{ type: string }>(
        'SELECT type FROM journal.event WHERE tenant = $1 AND subject = $2 ORDER BY subject_seq',
        [tenant, subject],
      );
      return events.map(({ type }) => type);
    },
    async arrivals({ tenant, subject }) {
      const [row] = await rows<{ n: number }>(
        'SELECT count(*)::int AS n FROM journal.arrival WHERE tenant = $1 AND subject = $2',
        [tenant, subject],
      );
      return row?.n ?? 0;
    },
    async elapse({ tenant, subject }, seconds) {
      for (const moved of STORED_TIMES) {
        const past = `${moved} - make_interval(secs => $3) WHERE tenant = $1 AND subject = $2`;
        await rows(`UPDATE ${past}`, [tenant, subject, seconds]);
      }
    },
    async switchMethod(tenant, method, on) {
      const change = on ? 'array_append' : 'array_remove';
      await rows(`UPDATE tenancy.settings SET methods = ${change}(methods, $2) WHERE tenant = $1`, [
        tenant,
        method,
      ]);
    },
    async link({ tenant, subject }, sub) {
      await rows(
        'INSERT INTO directory.subject_link (tenant, subject, iss, sub) VALUES ($1, $2, $3, $4)',
        [tenant, subject, other.issuer, sub],
      );
    },
    async freshToken(person, wish = {}) {
      const [row] = await rows<{ epoch: number }>(
        'SELECT epoch FROM directory.subject WHERE tenant = $1 AND subject = $2',
        [person.tenant, person.subject],
      );
      return person.token({ epoch: row?.epoch ?? 0, ...wish });
    },
    async serviceToken(scopes, whose) {
      const client = `client-${randomBytes(4).toString('hex')}`;
      const granted = [machines.issuer, client, whose ? [whose.tenant] : null, scopes.split(' ')];
      await rows(
        `INSERT INTO tenancy.service_client (issuer, client, tenants, scopes)
         VALUES ($1, $2, $3, $4)`,
        granted,
      );
      return machines.mintForService({ sub: client, scope: scopes });
    },
    async close() {
      await Promise.all([services.password.stop(), services.verification.stop()]);
      await services.close();
      await hashing.close();
      // The next test file of this worker would send what this one has left unsent.
      await rows(`DELETE FROM credentials.reset_request WHERE tenant LIKE $1`, [`${run}-%`]);
      await owner.close();
    },
  };
}
