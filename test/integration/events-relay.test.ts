import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { type Relay, startRelay } from '#libs/events';
import { DeliverNotices, type Mail, Mailer } from '#libs/notifications';

import { freshDatabase, sql, type TestDatabase } from '../support/postgres.js';
import { DeliveriesInMemory } from '../unit/notifications/deliveries-in-memory.js';
import { eventually } from '../support/eventually.js';

class Postbox extends Mailer {
  readonly mails: Mail[] = [];
  sending: () => Promise<void> = () => Promise.resolve();

  override async send(mail: Mail): Promise<void> {
    await this.sending();
    this.mails.push(mail);
  }
}

/** The relay's own work on a real database; what it delivers is kept in memory here. */
describe('the relay', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let deliveries: DeliveriesInMemory;
  let postbox: Postbox;
  let log: string[];
  const running: Relay[] = [];

  beforeAll(async () => {
    database = await freshDatabase();
    owner = new pg.Client(database.ownerUrl);
    owner.on('error', () => undefined);
    await owner.connect();
  });

  beforeEach(() => {
    deliveries = new DeliveriesInMemory();
    postbox = new Postbox();
    log = [];
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((relay) => relay.stop()));
  });

  afterAll(async () => {
    await owner.end();
  });

  const relay = (bossUrl = database.urls.relay): Relay => {
    const started = startRelay({
      deliverNotices: new DeliverNotices(deliveries, postbox),
      bossUrl,
      log: { info: (line) => log.push(line), warn: (line) => log.push(line) },
      pollMs: 50,
    });
    running.push(started);
    return started;
  };

  const mailed = (count: number): Promise<void> =>
    eventually(() => expect(postbox.mails).toHaveLength(count));

  it('makes its tables in the schema jobs, as a role that may create nothing else', async () => {
    relay();
    await eventually(async () => {
      const { rows } = await owner.query(
        `SELECT bool_and(tableowner = $1) AS own, count(*)::int AS tables FROM pg_tables
         WHERE schemaname = 'jobs'`,
        [database.roles.relay],
      );
      expect(rows).toEqual([{ own: true, tables: expect.any(Number) }]);
      expect(rows[0].tables).toBeGreaterThan(3);
    });
    const may = `SELECT has_database_privilege(current_database(), 'CREATE') AS may`;
    expect(await sql(database.urls.relay, may)).toEqual([{ may: false }]);
    expect(log).toEqual([]);
  });

  it('starts twice at once on a database without its tables', async () => {
    const { urls } = await freshDatabase();
    relay(urls.relay);
    relay(urls.relay);
    deliveries.happened('password_changed', 'anna@example.org');
    await mailed(1);
    expect(log).toEqual([]);
  });

  it('delivers what had been left before it started, and what happens later', async () => {
    deliveries.happened('password_changed', 'anna@example.org');
    relay();
    await mailed(1);
    deliveries.happened('password_set', 'bob@example.org', { subject: 'bob' });
    await mailed(2);
    expect(deliveries.states()).toEqual(['acknowledged', 'acknowledged']);
  });

  it('sends each mail once although two replicas run it', async () => {
    for (let person = 0; person < 40; person += 1) {
      deliveries.happened('password_changed', `p${person}@example.org`, { subject: `p${person}` });
    }
    postbox.sending = () => new Promise((sent) => setTimeout(sent, 5));
    relay();
    relay();
    await eventually(() => expect(new Set(deliveries.states())).toEqual(new Set(['acknowledged'])));
    expect(new Set(postbox.mails.map(({ to }) => to)).size).toBe(40);
    expect(postbox.mails).toHaveLength(40);
  });

  it('is not held up by one slow mail', async () => {
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    postbox.sending = () => slow;
    deliveries.happened('password_changed', 'slow@example.org', { subject: 'slow' });
    relay();
    await eventually(() => expect(deliveries.states()).toEqual(['leased']));
    postbox.sending = () => Promise.resolve();
    deliveries.happened('password_changed', 'anna@example.org');
    await mailed(1);
    release();
    await mailed(2);
  });

  it('ends only when the running mail has ended and is acknowledged', async () => {
    let release = (): void => undefined;
    postbox.sending = () => new Promise((resolve) => (release = resolve));
    deliveries.happened('password_changed', 'anna@example.org');
    const started = relay();
    await eventually(() => expect(deliveries.states()).toEqual(['leased']));
    const stopped = started.stop();
    release();
    await stopped;
    expect(deliveries.states()).toEqual(['acknowledged']);
  });

  it('survives that all of its connections are cut, and goes on by itself', async () => {
    relay();
    deliveries.happened('password_changed', 'anna@example.org');
    await mailed(1);
    for (let cut = 0; cut < 5; cut += 1) {
      await owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      deliveries.happened('password_changed', 'anna@example.org');
      await mailed(2 + cut);
    }
  });

  it('starts without a database, says so without its address, and begins when it is there', async () => {
    await owner.query(`REVOKE CONNECT ON DATABASE ${database.name} FROM PUBLIC`);
    relay();
    deliveries.happened('password_changed', 'anna@example.org');
    await eventually(() => expect(log.length).toBeGreaterThan(0));
    expect(log[0]).toMatch(/^journal relay failed looking for events: DatabaseError \w{5}$/);
    expect(postbox.mails).toEqual([]);

    await owner.query(`GRANT CONNECT ON DATABASE ${database.name} TO PUBLIC`);
    await mailed(1);
    await eventually(() => expect(log.at(-1)).toBe('journal relay works again'));
  });

  it('leaves no jobs behind', async () => {
    deliveries.happened('password_changed', 'anna@example.org');
    const started = relay();
    await mailed(1);
    await started.stop();
    const { rows } = await owner.query('SELECT count(*)::int AS jobs FROM jobs.job');
    expect(rows[0].jobs).toBeLessThanOrEqual(1);
  });
});
