import type { Cause, SupportReason } from '#libs/credentials';
import { Sessions } from '#libs/credentials';
import type { Standing, SubjectId, TenantId } from '#libs/identity';

import type { Database } from '../database.js';
import type { StandingRow } from '../rows/standing-row.js';
import { STANDING_COLUMNS, standingOf } from '../rows/standing-row.js';
import { statement } from '../statement.js';
import { toldOf } from './cause.js';
import { journalSteps, NOW } from './journal-steps.js';

const STANDINGS = statement(
  'sessions_standings',
  `SELECT s.subject, ${STANDING_COLUMNS} FROM directory.subject s
   WHERE s.tenant = $1 AND s.subject = ANY ($2::text[])`,
);

const END_ALL = statement(
  'sessions_end_all',
  `WITH ended AS (
    UPDATE directory.subject s
    SET epoch = s.epoch + 1, cutoff_at = greatest(s.cutoff_at, ${NOW}), kept_session = NULL
    WHERE s.tenant = $1 AND s.subject = $2
    RETURNING s.tenant, s.subject, ${STANDING_COLUMNS}
  ), written AS (
    SELECT s.tenant, s.subject, s.cutoff_at AS at FROM ended s
  ), ${journalSteps(3, 4)}
  SELECT ${STANDING_COLUMNS} FROM ended s`,
);

export class TypeormSessions extends Sessions {
  constructor(private readonly database: Database) {
    super();
  }

  override async standings(
    tenant: TenantId,
    subjects: readonly SubjectId[],
  ): Promise<ReadonlyMap<SubjectId, Standing>> {
    const rows = await this.database.query<StandingRow & { subject: SubjectId }>(STANDINGS, [
      tenant,
      subjects,
    ]);
    return new Map(rows.map((row) => [row.subject, standingOf(row)]));
  }

  override async endAll(
    { tenant, subject }: { readonly tenant: TenantId; readonly subject: SubjectId },
    reason: SupportReason,
    cause: Cause,
  ): Promise<Standing | undefined> {
    const data = JSON.stringify({ reason, ...toldOf(cause) });
    const values = [tenant, subject, 'sessions_ended', data];
    const [row] = await this.database.write<StandingRow>(END_ALL, values);
    return row && standingOf(row);
  }
}
