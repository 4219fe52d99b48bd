import type { StrengthReason, StrengthSuggestion } from '#libs/password-policy';

/** The estimator's words, as ours. Its own texts stay with it: ours are in every language we speak. */
export const REASONS: Readonly<Record<string, StrengthReason>> = {
  straightRow: 'keyboard_row',
  keyPattern: 'keyboard_pattern',
  simpleRepeat: 'repeated_character',
  extendedRepeat: 'repeated_pattern',
  sequences: 'sequence',
  recentYears: 'recent_year',
  dates: 'date',
  topTen: 'top_password',
  topHundred: 'top_password',
  common: 'common_password',
  similarToCommon: 'similar_to_common',
  wordByItself: 'single_word',
  namesByThemselves: 'name',
  commonNames: 'name',
  userInputs: 'personal',
};

export const SUGGESTIONS: Readonly<Record<string, StrengthSuggestion>> = {
  l33t: 'no_leetspeak',
  reverseWords: 'no_reversed_words',
  allUppercase: 'not_all_upper',
  capitalization: 'capitals_inside',
  dates: 'no_own_dates',
  recentYears: 'no_years',
  associatedYears: 'no_own_dates',
  sequences: 'no_sequences',
  repeated: 'no_repeats',
  longerKeyboardPattern: 'longer_patterns',
  anotherWord: 'more_words',
  useWords: 'use_words',
  noNeed: 'no_symbols_needed',
};
