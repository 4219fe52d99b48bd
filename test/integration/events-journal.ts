import { randomUUID } from 'node:crypto';

import pg from 'pg';

import type { TenantId } from '#libs/identity';
import { type Database, TypeormDirectory } from '#libs/persistence';

import { givenPerson, givenTenant } from '../support/builders.js';
import { connected } from '../support/postgres.js';

/** What a change appends, without the change. */
const HAPPENED = `
  WITH stream AS (
    INSERT INTO journal.stream AS s VALUES ($1, $2, 1)
    ON CONFLICT (tenant, subject) DO UPDATE SET last_seq = s.last_seq + 1 RETURNING last_seq
  ), event AS (
    INSERT INTO journal.event (tenant, subject, subject_seq, type, data)
    SELECT $1, $2, last_seq, $3, '{"ip":"203.0.113.7"}' FROM stream
  )
  INSERT INTO journal.arrival (tenant, subject, subject_seq) SELECT $1, $2, last_seq FROM stream`;

/** The owner's view of one database's journal: makes people, events and time pass. */
export class JournalOwner {
  private constructor(
    private readonly client: pg.Client,
    private readonly database: Database,
  ) {}

  static async connect(url: string): Promise<JournalOwner> {
    const client = new pg.Client(url);
    client.on('error', () => undefined);
    await client.connect();
    return new JournalOwner(client, await connected(url));
  }

  async end(): Promise<void> {
    await this.client.end();
    await this.database.close();
  }

  givenTenant(name = 'Demo House'): Promise<TenantId> {
    return givenTenant(this.database, { name });
  }

  /** A person with these verified addresses and, if asked for, one that is not verified. */
  async givenPerson(
    tenant: TenantId,
    verified: readonly string[],
    unverified?: string,
  ): Promise<string> {
    const mediums = verified.map((name) => ({ type: 'EMAIL' as const, name }));
    const { subject } = await givenPerson(this.database, tenant, { mediums });
    if (unverified !== undefined) {
      const medium = {
        tenant,
        subject,
        id: randomUUID(),
        type: 'EMAIL',
        name: unverified,
      } as const;
      await new TypeormDirectory(this.database).putMedium(medium);
    }
    return subject;
  }

  async happened(tenant: string, subject: string, type = 'password_changed'): Promise<void> {
    await this.client.query(HAPPENED, [tenant, subject, type]);
  }

  /** The subject's deliveries in the order of their events. */
  async deliveries(subject: string): Promise<{ state: string; last_error: string | null }[]> {
    const { rows } = await this.client.query<{ state: string; last_error: string | null }>(
      'SELECT state, last_error FROM journal.delivery WHERE subject = $1 ORDER BY subject_seq, address',
      [subject],
    );
    return rows;
  }

  async states(subject: string): Promise<string[]> {
    return (await this.deliveries(subject)).map(({ state }) => state);
  }

  /** As if the waits of the subject's failed deliveries were over, `attempts` of them made. */
  async waitsAreOver(subject: string, attempts = 1): Promise<void> {
    await this.client.query(
      `UPDATE journal.delivery SET due_at = now(), attempts = $2
       WHERE subject = $1 AND state = 'due'`,
      [subject, attempts],
    );
  }

  async cutRelayConnections(): Promise<void> {
    await this.client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'latchkey-relay%'`,
    );
  }
}
