import type { AdminOnArrival, SubjectId } from '#libs/identity';

import type { ChangeDueRow } from './change-due.js';
import { CHANGE_DUE_COLUMN, changeIsDue } from './change-due.js';
import type { StandingRow } from './standing-row.js';
import { STANDING_COLUMNS, standingOf } from './standing-row.js';

export interface AdminRow extends StandingRow, ChangeDueRow {
  readonly subject: SubjectId;
  readonly admin: boolean;
}

/** Of the subject `s` beside their tenant's settings `t`. */
export const ADMIN_COLUMNS = `s.subject, clock_timestamp() AS as_of, ${STANDING_COLUMNS},
    t.second_factor, ${CHANGE_DUE_COLUMN},
    EXISTS (SELECT FROM tenancy.admin m
            WHERE m.tenant = s.tenant AND m.subject = s.subject) AS admin`;

export const adminOf = (row: AdminRow): AdminOnArrival => ({
  subject: row.subject,
  asOf: row.as_of,
  standing: standingOf(row),
  admin: row.admin,
  changeDue: changeIsDue(row),
});
