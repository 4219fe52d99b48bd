import type { CharacterClass, RuleName } from '#libs/password-policy';
import { catalogue } from '#libs/screen-design';

type Names = { readonly [Rule in RuleName]: string };
type Kinds = { readonly [Kind in CharacterClass]: string };

const english: Names = {
  minimum: 'Minimum length with a second factor',
  minimumSingleFactor: 'Minimum length where the password is the only factor',
  maximum: 'Maximum length',
  classes: 'Kinds of characters that must occur',
  repeats: 'One character in a row, at most',
  sequences: 'Run on keyboard, alphabet or digits, at most',
  contextWords: 'Nothing made of names, addresses or your own words',
  sameAsCurrent: 'Not the current password again',
  similarity: 'Not the current one with other digits or one other sign',
  breached: 'Refused from this many occurrences in breaches on',
  breachUndetermined: 'Where nobody knows whether it is breached',
  breachRangeServer: 'A range server may be asked (five digits of a hash leave)',
  history: 'Remembered passwords that may not come back',
  maximumAgeDays: 'Expires after days, for everybody',
  maximumAgeDaysSingleFactor: 'Expires after days, as the only factor',
  warningDays: 'Reminder begins days before',
  minimumAgeHours: 'Kept for hours before it may be changed again',
  historyDays: 'Remembered for days after it was replaced',
  graceDays: 'Days until somebody must follow stricter rules',
  attempts: 'Failed attempts',
  strengthShown: 'Strength is shown',
  strengthRequired: 'Strength that is required (0 to 4)',
};

const german: Names = {
  minimum: 'Mindestlänge mit zweitem Faktor',
  minimumSingleFactor: 'Mindestlänge als einziger Faktor',
  maximum: 'Höchstlänge',
  classes: 'Arten von Zeichen, die vorkommen müssen',
  repeats: 'Ein Zeichen hintereinander höchstens',
  sequences: 'Folge auf Tastatur, im Alphabet oder von Ziffern höchstens',
  contextWords: 'Nichts aus Namen, Adressen oder eigenen Wörtern',
  sameAsCurrent: 'Nicht noch einmal das jetzige Passwort',
  similarity: 'Nicht das jetzige mit anderen Ziffern oder einem anderen Zeichen',
  breached: 'Abgelehnt ab so vielen Vorkommen in Datenlecks',
  breachUndetermined: 'Wo niemand weiß, ob es durchgesickert ist',
  breachRangeServer:
    'Ein Bereichsserver darf gefragt werden (fünf Stellen eines Hashes gehen hinaus)',
  history: 'Gemerkte Passwörter, die nicht wiederkommen dürfen',
  maximumAgeDays: 'Läuft nach Tagen ab, für alle',
  maximumAgeDaysSingleFactor: 'Läuft nach Tagen ab, als einziger Faktor',
  warningDays: 'Erinnerung beginnt Tage vorher',
  minimumAgeHours: 'Stunden, ehe es wieder geändert werden darf',
  historyDays: 'Tage gemerkt, nachdem es ersetzt wurde',
  graceDays: 'Tage, bis jemand strengeren Regeln folgen muss',
  attempts: 'Fehlversuche',
  strengthShown: 'Stärke wird angezeigt',
  strengthRequired: 'Verlangte Stärke (0 bis 4)',
};

const englishKinds: Kinds = {
  letter: 'letter',
  lower: 'lower-case letter',
  upper: 'upper-case letter',
  digit: 'digit',
  symbol: 'symbol',
};

const germanKinds: Kinds = {
  letter: 'Buchstabe',
  lower: 'Kleinbuchstabe',
  upper: 'Großbuchstabe',
  digit: 'Ziffer',
  symbol: 'Sonderzeichen',
};

/** What rules are called, and how their values are said. */
export const ruleTexts = catalogue({
  en: {
    names: english,
    kinds: englishKinds,
    groups: {
      length: 'Length and characters',
      words: 'Guessable passwords',
      breach: 'Breached passwords',
      time: 'History and age',
      attempts: 'Attempts and strength',
    },
    refuse: 'Refuse it',
    accept: 'Accept it, and look again when it is next seen',
    waitsFrom: 'Waits begin with failure',
    cap: 'Stopped at failure',
    lockAt: 'Paused at failure (0: never)',
    lockMinutes: 'Minutes of the pause',
    never: 'Off',
    limit: 'Limited',
  },
  de: {
    names: german,
    kinds: germanKinds,
    groups: {
      length: 'Länge und Zeichen',
      words: 'Erratbare Passwörter',
      breach: 'Durchgesickerte Passwörter',
      time: 'Verlauf und Alter',
      attempts: 'Versuche und Stärke',
    },
    refuse: 'Ablehnen',
    accept: 'Annehmen und beim nächsten Mal noch einmal nachsehen',
    waitsFrom: 'Wartezeiten ab Fehlversuch',
    cap: 'Schluss bei Fehlversuch',
    lockAt: 'Pause bei Fehlversuch (0: nie)',
    lockMinutes: 'Minuten der Pause',
    never: 'Aus',
    limit: 'Begrenzt',
  },
});
