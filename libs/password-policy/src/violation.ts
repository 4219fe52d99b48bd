/** What a character may be asked to be. `letter` is any script's; `symbol` is no letter and no digit. */
export const CHARACTER_CLASSES = ['letter', 'lower', 'upper', 'digit', 'symbol'] as const;
export type CharacterClass = (typeof CHARACTER_CLASSES)[number];

/** Where a word comes from that a password of this person must not be made of. */
export const WORD_SOURCES = [
  'user_name',
  'email',
  'phone',
  'name',
  'tenant',
  'product',
  'word_list',
] as const;
export type WordSource = (typeof WORD_SOURCES)[number];

/** 0: found at once; 4: out of reach (the scale of zxcvbn). */
export type Score = 0 | 1 | 2 | 3 | 4;

/** One unmet rule, with what a screen needs to say it. Names as on the wire. */
export type Violation =
  | { readonly code: 'too_short'; readonly minimum: number }
  | { readonly code: 'too_long'; readonly maximum: number }
  | { readonly code: 'too_many_bytes'; readonly maximum: number }
  | { readonly code: 'missing_class'; readonly class: CharacterClass }
  | { readonly code: 'repeated_characters'; readonly allowed: number }
  | { readonly code: 'sequence'; readonly allowed: number }
  | { readonly code: 'context_word'; readonly source: WordSource }
  | { readonly code: 'too_weak'; readonly score: Score }
  | { readonly code: 'breached'; readonly at_least: number }
  | { readonly code: 'same_as_current' }
  | { readonly code: 'too_similar' }
  | { readonly code: 'used_before' }
  /** Of a reset, where nobody has proven the current one: the same as it, or used before. */
  | { readonly code: 'reused' };

export type ViolationCode = Violation['code'];
