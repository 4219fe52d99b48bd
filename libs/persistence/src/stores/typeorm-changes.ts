import type { ChangeDelivery, RecordedChange } from '#libs/credentials';
import { Changes } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import { statement } from '../statement.js';

const FIND = statement(
  'changes_find',
  `SELECT e.subject, e.type, e.occurred_at AS at, p.last_change_id IS NOT NULL AS in_force,
     a.arrived_at IS NULL AS dispatched,
     (SELECT json_agg(json_build_object('channel', d.channel, 'state', d.state,
                                        'attempts', d.attempts) ORDER BY d.id)
      FROM journal.delivery d
      WHERE d.tenant = e.tenant AND d.subject = e.subject AND d.subject_seq = e.subject_seq)
       AS deliveries
   FROM journal.event e
   LEFT JOIN credentials.password p
     ON p.tenant = e.tenant AND p.subject = e.subject AND p.last_change_id = $2
   LEFT JOIN journal.arrival a
     ON a.tenant = e.tenant AND a.subject = e.subject AND a.subject_seq = e.subject_seq
   WHERE e.tenant = $1 AND e.data ? 'change_id' AND e.data ->> 'change_id' = $2`,
);

interface ChangeRow {
  readonly subject: SubjectId;
  readonly type: string;
  readonly at: Date;
  readonly in_force: boolean;
  readonly dispatched: boolean;
  readonly deliveries: readonly ChangeDelivery[] | null;
}

export class TypeormChanges extends Changes {
  constructor(private readonly database: Database) {
    super();
  }

  override async find(tenant: TenantId, changeId: string): Promise<RecordedChange | undefined> {
    const [row] = await this.database.query<ChangeRow>(FIND, [tenant, changeId]);
    if (!row) return undefined;
    const { subject, type, at, in_force: inForce, dispatched, deliveries } = row;
    return { subject, type, at, inForce, dispatched, deliveries: deliveries ?? [] };
  }
}
