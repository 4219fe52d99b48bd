/**
 * What the failure number `count` does to a counter. `first` is the number of the first of four
 * placeholders: waitsFrom, firstWaitSeconds, longestWaitSeconds, cap (an `AttemptLimit`).
 */
export const failureColumns = (
  first: number,
): { waitUntil: (count: string) => string; disabledAt: (count: string) => string } => ({
  /** Doubled from failure to failure. */
  waitUntil: (count) => `CASE WHEN ${count} >= $${first} THEN clock_timestamp()
    + make_interval(secs => least($${first + 2}::float8,
        $${first + 1}::float8 * 2 ^ least(${count} - $${first}, 30))) END`,
  disabledAt: (count) => `CASE WHEN ${count} >= $${first + 3} THEN clock_timestamp() END`,
});
