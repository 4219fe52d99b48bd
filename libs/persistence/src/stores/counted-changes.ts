import { QUOTAS } from '#libs/identity';

const { requests, seconds } = QUOTAS.change;

/** A window that lies ahead was begun by a clock that has stepped back since. */
const WITHIN_WINDOW = `clock_timestamp() - p.counted_from
  BETWEEN interval '0' AND interval '${seconds} seconds'`;

/** Whole seconds until the owner of `p` may change it again, 0 when now. */
export const CHANGE_WAIT_SECONDS = `CASE WHEN p.recent_changes >= ${requests} AND ${WITHIN_WINDOW}
  THEN ceil(${seconds} - extract(epoch FROM clock_timestamp() - p.counted_from)) ELSE 0 END::int`;

/** What a change by the owner sets beside the password: they may change so often a minute, no more. */
export const COUNTS_CHANGE = `
    recent_changes = CASE WHEN ${WITHIN_WINDOW} THEN p.recent_changes + 1 ELSE 1 END,
    counted_from = CASE WHEN ${WITHIN_WINDOW} THEN p.counted_from ELSE clock_timestamp() END,`;
