/** The longest wait of NIST SP 800-63B-4's example scale; also told where only a rebinding helps. */
const UNTIL_UNLOCKED_SECONDS = 3600;

/** Whole seconds that the row `a` of credentials.attempts makes people wait, 0 where there is none. */
export const WAIT_SECONDS = `CASE
    WHEN a.disabled_at IS NOT NULL THEN ${UNTIL_UNLOCKED_SECONDS}
    ELSE coalesce(greatest(ceil(extract(epoch FROM a.wait_until - clock_timestamp())), 0), 0)
  END::int`;
