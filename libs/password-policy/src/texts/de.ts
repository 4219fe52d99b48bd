import type { Catalogue, ClassNames } from './catalogue.js';

const CLASSES: ClassNames = {
  letter: 'ein Buchstabe',
  lower: 'ein Kleinbuchstabe',
  upper: 'ein Großbuchstabe',
  digit: 'eine Ziffer',
  symbol: 'ein Sonderzeichen',
};

export const german: Catalogue = {
  asked: {
    too_short: ({ minimum }) => `Mindestens ${minimum} Zeichen`,
    too_long: ({ maximum }) => `Höchstens ${maximum} Zeichen`,
    too_many_bytes: ({ maximum }) => `Höchstens ${maximum} Bytes`,
    missing_class: ({ class: name }) => `Mindestens ${CLASSES[name as keyof ClassNames] ?? name}`,
    repeated_characters: ({ allowed }) => `Kein Zeichen öfter als ${allowed}-mal hintereinander`,
    sequence: ({ allowed }) =>
      `Keine Folge von mehr als ${allowed} Zeichen der Tastatur, des Alphabets oder des Zählens`,
    context_word: () =>
      'Nicht Ihr Name, Ihre Adressen, diese Organisation oder ein anderes Wort aus Ihrem Umfeld, auch nicht leicht verändert',
    too_weak: ({ required }) => `Schwer zu erraten: Stärke ${required} von 4 oder besser`,
    breached: ({ at_least: count }) =>
      count === 1
        ? 'In keiner bekannten Liste durchgesickerter oder häufiger Passwörter'
        : `Nicht ${count}-mal oder öfter in Listen durchgesickerter Passwörter`,
    same_as_current: () => 'Nicht Ihr jetziges Passwort',
    too_similar: () => 'Nicht Ihr jetziges Passwort mit kleiner Änderung, etwa der nächsten Zahl',
    used_before: ({ remembered }) =>
      remembered === 1
        ? 'Nicht das Passwort, das Sie zuvor hatten'
        : `Keines Ihrer letzten ${remembered} Passwörter`,
  },
  scores: {
    0: 'Sehr schwach: sofort erraten',
    1: 'Schwach: bald erraten',
    2: 'Mäßig: hält wenige Versuche aus',
    3: 'Gut: schwer zu erraten',
    4: 'Stark: unerreichbar',
  },
  reasons: {
    keyboard_row: 'Tastenreihen sind leicht zu erraten.',
    keyboard_pattern: 'Muster auf der Tastatur sind leicht zu erraten.',
    repeated_character: 'Wiederholte Zeichen sind leicht zu erraten.',
    repeated_pattern: 'Ein wiederholtes Muster ist kaum schwerer zu erraten als das Muster selbst.',
    sequence: 'Folgen wie abc oder 678 sind leicht zu erraten.',
    recent_year: 'Jahreszahlen der letzten Zeit sind leicht zu erraten.',
    date: 'Daten sind leicht zu erraten.',
    top_password: 'Das ist eines der meistbenutzten Passwörter überhaupt.',
    common_password: 'Viele Menschen benutzen dieses Passwort.',
    similar_to_common: 'Das ähnelt einem Passwort, das viele Menschen benutzen.',
    single_word: 'Ein einzelnes Wort ist leicht zu erraten.',
    name: 'Namen sind leicht zu erraten.',
    personal: 'Wörter aus Ihrem Umfeld sind leicht zu erraten.',
  },
  suggestions: {
    no_leetspeak: 'Zeichen statt Buchstaben, etwa @ für a, helfen wenig.',
    no_reversed_words: 'Rückwärts geschriebene Wörter helfen wenig.',
    not_all_upper: 'Nur Großbuchstaben helfen wenig.',
    capitals_inside: 'Ein Großbuchstabe am Anfang hilft wenig.',
    no_own_dates: 'Lassen Sie Daten und Jahre weg, die zu Ihnen gehören.',
    no_years: 'Lassen Sie Jahreszahlen der letzten Zeit weg.',
    no_sequences: 'Lassen Sie Folgen weg.',
    no_repeats: 'Lassen Sie wiederholte Wörter und Zeichen weg.',
    longer_patterns: 'Nehmen Sie einen längeren Weg über die Tastatur, mit mehreren Wendungen.',
    more_words: 'Fügen Sie Wörter hinzu, auf die kaum jemand käme.',
    use_words: 'Nehmen Sie mehrere Wörter, die nicht zusammengehören.',
    no_symbols_needed:
      'Länge macht stark; Sonderzeichen, Ziffern und Großbuchstaben sind nicht nötig.',
  },
};
