import type { CharacterClass } from '../violation.js';

/** Printable ASCII as bits, and one more bit for every character beyond it. */
export type CharacterSet = bigint;

const FIRST = 0x20;
const LAST = 0x7e;
const BEYOND = 1n << BigInt(LAST - FIRST + 1);
export const ANY: CharacterSet = BEYOND * 2n - 1n;

export const others = (set: CharacterSet): CharacterSet => ANY & ~set;

/** From one character to another; undefined: none that a pattern here may name. */
export function range(from: string, to: string): CharacterSet | undefined {
  const [a, b] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  if (a < FIRST || b > LAST || a > b) return undefined;
  return (1n << BigInt(b - FIRST + 1)) - (1n << BigInt(a - FIRST));
}

const known = (from: string, to: string): CharacterSet => range(from, to) ?? 0n;
const LOWER = known('a', 'z');
const UPPER = known('A', 'Z');
const DIGIT = known('0', '9');
const ALPHANUMERIC = LOWER | UPPER | DIGIT;
const WORD = ALPHANUMERIC | known('_', '_');
const SPACE = known(' ', ' ');

/** What a letter means behind a backslash. */
export const ESCAPED: Readonly<Record<string, CharacterSet>> = {
  d: DIGIT,
  D: others(DIGIT),
  w: WORD,
  W: others(WORD),
  s: SPACE,
  S: others(SPACE),
};

/** With fewer, particular characters are asked for and not symbols in general. */
const LEAST_SYMBOLS = 4;

/** Which of our classes a set is a spelling of. A list of symbols stands for all symbols. */
export function classOf(set: CharacterSet): CharacterClass | undefined {
  if (set === LOWER) return 'lower';
  if (set === UPPER) return 'upper';
  if (set === DIGIT) return 'digit';
  if (set === (LOWER | UPPER)) return 'letter';
  const symbols = (set & ~BEYOND).toString(2).replaceAll('0', '').length;
  return (set & ALPHANUMERIC) === 0n && symbols >= LEAST_SYMBOLS ? 'symbol' : undefined;
}
