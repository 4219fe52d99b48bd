/**
 * The lower bounds of the classes in which a compact corpus tells how often a password was seen, and
 * so the thresholds that a tenant may choose. Sixteen fit the four bits beside a 28-bit remainder.
 */
export const COUNT_CLASSES: readonly number[] = [
  1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500, 1_000, 5_000, 10_000, 100_000, 1_000_000,
];

/** Most counts of a real corpus are small: those are looked up. */
const SMALL = Uint8Array.from({ length: 1_024 }, (_, count) => searched(Math.max(count, 1)));

/** The class (0 to 15) of a count of 1 or more. */
export const classOf = (count: number): number =>
  count < SMALL.length ? (SMALL[count] ?? 0) : searched(count);

/** The lower bound of a count's class: what may be told without telling the count. */
export const atLeastOf = (count: number): number => COUNT_CLASSES[classOf(count)] ?? 1;

function searched(count: number): number {
  let found = 0;
  while (found + 1 < COUNT_CLASSES.length && count >= (COUNT_CLASSES[found + 1] ?? 0)) found += 1;
  return found;
}
