import { ArrayMaxSize, IsArray } from 'class-validator';

import { invalid, strictBody } from '#libs/platform';

/** What is folded once per change of the list and looked up with every new password. */
export const MOST_WORDS = 10_000;

/** Code units; a longer one could not be most of a password. */
export const LONGEST_WORD = 128;

export class DenyListWire {
  @IsArray() @ArrayMaxSize(MOST_WORDS) words!: unknown[];
}

export function wordsOf(body: unknown): readonly string[] {
  const { words } = strictBody(DenyListWire, body);
  const fits = (word: unknown): word is string =>
    typeof word === 'string' && word.trim() !== '' && word.length <= LONGEST_WORD;
  const wrong = words.findIndex((word) => !fits(word));
  if (wrong < 0) return words.filter(fits);
  const problem = `must be a word of 1 to ${String(LONGEST_WORD)} characters`;
  return invalid([{ field: `words[${String(wrong)}]`, problem }]);
}
