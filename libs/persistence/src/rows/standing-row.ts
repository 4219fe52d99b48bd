import type { SessionMark, Standing } from '#libs/identity';

/** What every request of a person reads of directory.subject. */
export interface StandingRow {
  readonly status: 'active' | 'disabled';
  readonly epoch: number;
  readonly cutoff_at: Date | null;
  readonly kept_session: SessionMark | null;
}

export const STANDING_COLUMNS = 's.status, s.epoch, s.cutoff_at, s.kept_session';

export function standingOf(row: StandingRow): Standing {
  const { status, epoch, cutoff_at: at, kept_session: kept } = row;
  return { status, epoch, ...(at && { cutoff: { at, ...(kept && { kept }) } }) };
}
