import type { Catalogue, ClassNames } from './catalogue.js';

const CLASSES: ClassNames = {
  letter: 'letter',
  lower: 'lower-case letter',
  upper: 'upper-case letter',
  digit: 'digit',
  symbol: 'symbol',
};

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

export const english: Catalogue = {
  asked: {
    too_short: ({ minimum }) => `At least ${minimum} characters`,
    too_long: ({ maximum }) => `At most ${maximum} characters`,
    too_many_bytes: ({ maximum }) => `At most ${maximum} bytes`,
    missing_class: ({ class: name }) => `At least one ${CLASSES[name as keyof ClassNames] ?? name}`,
    repeated_characters: ({ allowed }) => `No character more than ${times(allowed)} in a row`,
    sequence: ({ allowed }) =>
      `No run of more than ${allowed} characters from the keyboard, the alphabet or counting`,
    context_word: () =>
      'Not your name, your addresses, this organisation or another word tied to you, even slightly changed',
    too_weak: ({ required }) => `Hard to guess: strength ${required} of 4 or better`,
    breached: ({ at_least: count }) =>
      count === 1
        ? 'Not in any known list of leaked or common passwords'
        : `Not found ${times(count)} or more in lists of leaked passwords`,
    same_as_current: () => 'Not your current password',
    too_similar: () => 'Not your current password with a small change, such as the next number',
    used_before: ({ remembered }) =>
      remembered === 1
        ? 'Not the password you had before'
        : `None of your last ${remembered} passwords`,
  },
  scores: {
    0: 'Very weak: guessed at once',
    1: 'Weak: guessed soon',
    2: 'Fair: withstands a few guesses',
    3: 'Good: hard to guess',
    4: 'Strong: out of reach',
  },
  reasons: {
    keyboard_row: 'Rows of keys are easy to guess.',
    keyboard_pattern: 'Patterns on the keyboard are easy to guess.',
    repeated_character: 'Repeated characters are easy to guess.',
    repeated_pattern: 'A repeated pattern is hardly harder to guess than the pattern once.',
    sequence: 'Sequences such as abc or 678 are easy to guess.',
    recent_year: 'Recent years are easy to guess.',
    date: 'Dates are easy to guess.',
    top_password: 'This is one of the most used passwords of all.',
    common_password: 'Many people use this password.',
    similar_to_common: 'This is much like a password that many people use.',
    single_word: 'A single word is easy to guess.',
    name: 'Names are easy to guess.',
    personal: 'Words tied to you or to this place are easy to guess.',
  },
  suggestions: {
    no_leetspeak: 'Signs in place of letters, such as @ for a, help little.',
    no_reversed_words: 'Words spelled backwards help little.',
    not_all_upper: 'All letters in upper case help little.',
    capitals_inside: 'A capital at the beginning helps little.',
    no_own_dates: 'Leave out dates and years that belong to you.',
    no_years: 'Leave out recent years.',
    no_sequences: 'Leave out sequences.',
    no_repeats: 'Leave out repeated words and characters.',
    longer_patterns: 'Use a longer path over the keyboard, with several turns.',
    more_words: 'Add words that few people would think of.',
    use_words: 'Use several words that do not belong together.',
    no_symbols_needed: 'Length makes it strong; symbols, digits and capitals are not needed.',
  },
};
