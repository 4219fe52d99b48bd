import { folded, withoutDress } from './folding.js';

/** Months and seasons as folded English and German say them; longer ones first, so that they win. */
const CALENDAR = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september'],
  ...['october', 'november', 'december', 'januar', 'februar', 'marz', 'maerz', 'mai', 'juni'],
  ...['juli', 'oktober', 'dezember', 'janner', 'jaenner', 'feber'],
  ...['jan', 'feb', 'mar', 'mrz', 'apr', 'jun', 'jul', 'aug', 'sept', 'sep', 'oct', 'okt'],
  ...['nov', 'dec', 'dez'],
  ...['spring', 'summer', 'autumn', 'fall', 'winter'],
  ...['fruhling', 'fruehling', 'fruhjahr', 'fruehjahr', 'sommer', 'herbst'],
].sort((a, b) => b.length - a.length);

const CHANGING = new RegExp(`\\d+|${CALENDAR.join('|')}`, 'g');

/** What stays when the year, the month or the season moves on. */
const frame = (text: string): string =>
  withoutDress(text).replace(CHANGING, (part) =>
    /\d/.test(part) ? `\0${part.length}\0` : '\0m\0',
  );

/**
 * Whether the next password is the current one with a small turn: one edit apart once folded, or
 * apart only in digit runs of equal length, months and seasons. Linear in the length of both.
 */
export const similar = (current: string, next: string): boolean =>
  atMostOneEdit(folded(current), folded(next)) || frame(current) === frame(next);

/** One character more, less or other. */
function atMostOneEdit(first: string, second: string): boolean {
  const [a, b] = [Array.from(first), Array.from(second)];
  if (Math.abs(a.length - b.length) > 1) return false;
  const shorter = Math.min(a.length, b.length);
  let before = 0;
  while (before < shorter && a[before] === b[before]) before += 1;
  let after = 0;
  while (after < shorter - before && a.at(-1 - after) === b.at(-1 - after)) after += 1;
  return Math.max(a.length, b.length) - before - after <= 1;
}
