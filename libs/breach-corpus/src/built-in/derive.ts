/**
 * What people make of a common password when it must be longer: they write it twice, walk on along
 * the keyboard, or add what everybody adds. Guessers do the same, in this order.
 */
export function derived(common: readonly string[]): Set<string> {
  const long = common.filter((word) => word.length >= 8);
  const first = common.slice(0, MOST_EXTENDED);
  return new Set([
    ...common,
    ...long.slice(0, MOST_DOUBLED).map((word) => word.repeat(2)),
    ...first.flatMap((word) => [word.repeat(2), word.repeat(3)]),
    ...first.flatMap((word) => SUFFIXES.map((suffix) => word + suffix)),
    ...walks(),
  ]);
}

/** Twice as many as ASVS 5.0 6.2.4 asks for at a minimum of 15. */
const MOST_DOUBLED = 6_000;

/** Every suffix costs as many entries: 2,000 of them keep the file at two megabytes. */
const MOST_EXTENDED = 2_000;

/** No `%` and no `$`: `Test1234%` is a password that documents rely on. */
const SUFFIXES = ['1', '12', '123', '1234', '12345', '123456', '1234567890', '!', '1!', '123!'];

const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'yxcvbnm'];
const COLUMNS = ['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm'];
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const LONGEST_WALK = 26;

/** Along a row, down the columns, through the alphabet, on one key; forwards and backwards. */
function walks(): string[] {
  const tracks = [
    ...ROWS.map((row) => row.repeat(4)),
    ...ROWS.map((_, from) => ROWS.slice(from, 4).join('')),
    ...COLUMNS.map((_, from) => COLUMNS.slice(from).join('')),
    ALPHABET.repeat(2),
    ...[...ALPHABET, ...'0123456789'].map((key) => key.repeat(LONGEST_WALK)),
  ];
  const both = tracks.flatMap((track) => [track, [...track].reverse().join('')]);
  return both.flatMap((track) =>
    Array.from({ length: LONGEST_WALK - 7 }, (_, at) => track.slice(0, 8 + at)),
  );
}
