import type { Score } from './violation.js';

/** What makes a password easy to guess. */
export const STRENGTH_REASONS = [
  'keyboard_row',
  'keyboard_pattern',
  'repeated_character',
  'repeated_pattern',
  'sequence',
  'recent_year',
  'date',
  'top_password',
  'common_password',
  'similar_to_common',
  'single_word',
  'name',
  'personal',
] as const;
export type StrengthReason = (typeof STRENGTH_REASONS)[number];

/** What would make it harder. */
export const STRENGTH_SUGGESTIONS = [
  'no_leetspeak',
  'no_reversed_words',
  'not_all_upper',
  'capitals_inside',
  'no_own_dates',
  'no_years',
  'no_sequences',
  'no_repeats',
  'longer_patterns',
  'more_words',
  'use_words',
  'no_symbols_needed',
] as const;
export type StrengthSuggestion = (typeof STRENGTH_SUGGESTIONS)[number];

export interface Strength {
  readonly score: Score;
  readonly reason?: StrengthReason;
  readonly suggestion?: StrengthSuggestion;
}

/** Guesses how hard a password is to guess. Handed in, because its dictionaries are large. */
export type Estimator = (password: string, ownWords: readonly string[]) => Strength;
