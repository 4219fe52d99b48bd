import type { TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

/** A delivery that has not come to its end, or that was given up. No address: that is the person's. */
export interface OutboxEntry {
  readonly id: string;
  readonly event: string;
  readonly channel: 'mail' | 'text';
  readonly state: 'due' | 'leased' | 'dead';
  readonly attempts: number;
  /** When it may be tried next; of a dead one, when it was last tried or held. */
  readonly dueAt: Date;
  readonly lastError: string | null;
}

export interface Outbox {
  /** The oldest first, as many as asked for. */
  readonly entries: readonly OutboxEntry[];
  readonly count: number;
}

const UNFINISHED = `d.tenant = $1 AND d.state <> 'acknowledged'`;

const LIST = statement(
  'outbox_list',
  `SELECT d.id, e.type AS event, d.channel, d.state, d.attempts, d.due_at AS "dueAt",
     d.last_error AS "lastError", count(*) OVER ()::int AS count
   FROM journal.delivery d
   JOIN journal.event e
     ON e.tenant = d.tenant AND e.subject = d.subject AND e.subject_seq = d.subject_seq
   WHERE ${UNFINISHED}
   ORDER BY d.due_at, d.id LIMIT $2`,
);

/** Tried from the beginning: the waits grow anew from the first. */
const REPLAY = statement(
  'outbox_replay',
  `UPDATE journal.delivery d
   SET state = 'due', attempts = 0, due_at = clock_timestamp(), last_error = NULL
   WHERE d.tenant = $1 AND d.state = 'dead' AND ($2::uuid IS NULL OR d.id = $2)
   RETURNING d.id`,
);

/** What an operator sees of a tenant's notices, and what was given up, to be tried again. */
export class TypeormOutbox {
  constructor(private readonly database: Database) {}

  async list(tenant: TenantId, limit: number): Promise<Outbox> {
    const rows = await this.database.query<OutboxEntry & { count: number }>(LIST, [tenant, limit]);
    return { entries: rows.map(({ count: _, ...entry }) => entry), count: rows[0]?.count ?? 0 };
  }

  /** Answers how many are due again. */
  async replay(tenant: TenantId, id?: string): Promise<number> {
    return (await this.database.query(REPLAY, [tenant, id ?? null])).length;
  }
}
