/** How often something may happen within which time; `most` is a placeholder or a number. */
export interface Allowance {
  readonly most: string;
  readonly within: string;
}

/**
 * Counts what happened lately in `column`, an array of times of the row `a`, under that row's lock:
 * exact however many ask at once, and never longer than the last, the largest allowance.
 */
export function slidingWindow(column: string, allowances: readonly Allowance[]) {
  const since = (within: string): string =>
    `ARRAY (SELECT t FROM unnest(a.${column}) t WHERE t > clock_timestamp() - interval '${within}')`;
  const exceeded = allowances
    .map(({ most, within }) => `cardinality(${since(within)}) >= ${most}::int`)
    .join(' OR ');
  const lately = since(allowances.at(-1)?.within ?? '');
  return {
    /** Whether one more would be one too many. */
    exceeded: `(${exceeded})`,
    /** The times to keep, with this one if it is allowed. */
    counted: `CASE WHEN ${exceeded} THEN ${lately} ELSE ${lately} || clock_timestamp() END`,
  };
}
