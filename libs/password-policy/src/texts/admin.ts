import type { DemandCode, Deviation } from '../compliance.js';
import type { Contradiction, ContradictionCode } from '../contradictions.js';
import type { Language } from './say.js';

/** What administrators read. Apart from the people's texts, so that these stay out of their pages. */
interface AdminCatalogue {
  readonly contradictions: { readonly [Code in ContradictionCode]: string };
  readonly deviations: { readonly [Code in DemandCode]: string };
  /** Stands behind a contradiction. */
  readonly withShadow: string;
  readonly forecast: string;
}

const english: AdminCatalogue = {
  contradictions: {
    minimum_above_maximum: 'The minimum length is above the maximum: no password would fit.',
    classes_exceed_maximum: 'More kinds of characters are required than the maximum length holds.',
    minimum_age_reaches_maximum_age:
      'Passwords expire before they may be changed: everybody would be locked out.',
    warned_while_too_young:
      'People are reminded to change a password that they may not change yet.',
    warning_reaches_maximum_age: 'The reminder begins on the day of the change and never ends.',
    first_wait_exceeds_longest: 'The first wait after failures is longer than the longest.',
    waits_begin_after_stop: 'Waits or the lock would begin after attempts have already stopped.',
    score_required_but_hidden: 'A strength is required that is never shown.',
  },
  deviations: {
    nist_minimum_single_factor:
      'Passwords that are the only factor shall have at least 15 characters.',
    nist_minimum: 'Passwords shall have at least 8 characters.',
    nist_maximum: 'Passwords of 64 characters should be accepted.',
    nist_composition: 'No rules about the kinds or the order of characters shall be imposed.',
    nist_rotation: 'A change shall not be required periodically, only on evidence of compromise.',
    nist_blocklist: 'New passwords shall be compared with breached, common and context words.',
    nist_attempts: 'Not more than 100 failed attempts in a row shall be possible.',
    asvs_minimum: 'Passwords have at least 8 characters.',
    asvs_composition: 'No kinds of characters are required.',
    asvs_maximum: 'Passwords of at least 64 characters are permitted.',
    asvs_rotation: 'A password stays valid until it is compromised or its owner changes it.',
    asvs_context_words: 'Context-specific words are not accepted as passwords.',
    asvs_breached: 'New passwords are checked against a set of breached passwords, all of it.',
    pci_lock: 'An account is locked after at most 10 failures, for 30 minutes at least.',
    pci_minimum: 'Passwords have at least 12 characters.',
    pci_composition: 'Passwords contain both letters and digits.',
    pci_history: 'None of the last four passwords is accepted.',
    pci_rotation: 'A password that is the only factor is changed at least every 90 days.',
  },
  withShadow:
    'So it would be with the policy in shadow that is named here; change or withdraw that first.',
  forecast:
    'Counted are passwords, not people: each one that was verified, replaced or chosen since then, once per request. The last seconds may be missing.',
};

const german: AdminCatalogue = {
  contradictions: {
    minimum_above_maximum: 'Die Mindestlänge übersteigt die Höchstlänge: kein Passwort passte.',
    classes_exceed_maximum: 'Es sind mehr Arten von Zeichen verlangt, als die Höchstlänge fasst.',
    minimum_age_reaches_maximum_age:
      'Passwörter laufen ab, ehe sie geändert werden dürfen: alle wären ausgesperrt.',
    warned_while_too_young: 'Es wird an eine Änderung erinnert, die noch gar nicht erlaubt ist.',
    warning_reaches_maximum_age: 'Die Erinnerung beginnt am Tag der Änderung und endet nie.',
    first_wait_exceeds_longest:
      'Die erste Wartezeit nach Fehlversuchen ist länger als die längste.',
    waits_begin_after_stop: 'Wartezeiten oder die Sperre begännen erst, wenn schon Schluss ist.',
    score_required_but_hidden: 'Es ist eine Stärke verlangt, die nie angezeigt wird.',
  },
  deviations: {
    nist_minimum_single_factor:
      'Passwörter, die der einzige Faktor sind, müssen mindestens 15 Zeichen haben.',
    nist_minimum: 'Passwörter müssen mindestens 8 Zeichen haben.',
    nist_maximum: 'Passwörter mit 64 Zeichen sollen angenommen werden.',
    nist_composition: 'Regeln über Art oder Reihenfolge der Zeichen dürfen nicht bestehen.',
    nist_rotation: 'Änderungen dürfen nicht regelmäßig verlangt werden, nur nach einem Vorfall.',
    nist_blocklist:
      'Neue Passwörter müssen mit durchgesickerten, häufigen und naheliegenden verglichen werden.',
    nist_attempts: 'Mehr als 100 Fehlversuche in Folge dürfen nicht möglich sein.',
    asvs_minimum: 'Passwörter haben mindestens 8 Zeichen.',
    asvs_composition: 'Es sind keine Arten von Zeichen verlangt.',
    asvs_maximum: 'Passwörter mit mindestens 64 Zeichen sind erlaubt.',
    asvs_rotation: 'Ein Passwort gilt, bis es bekannt wird oder sein Besitzer es ändert.',
    asvs_context_words: 'Wörter aus dem Umfeld werden nicht als Passwort angenommen.',
    asvs_breached: 'Neue Passwörter werden mit allen durchgesickerten einer Liste verglichen.',
    pci_lock: 'Nach höchstens 10 Fehlversuchen wird für mindestens 30 Minuten gesperrt.',
    pci_minimum: 'Passwörter haben mindestens 12 Zeichen.',
    pci_composition: 'Passwörter enthalten Buchstaben und Ziffern.',
    pci_history: 'Keines der letzten vier Passwörter wird angenommen.',
    pci_rotation: 'Ein Passwort als einziger Faktor wird mindestens alle 90 Tage geändert.',
  },
  withShadow:
    'So wäre es mit der hier genannten Schattenrichtlinie; ändern Sie diese oder ziehen Sie sie zuerst zurück.',
  forecast:
    'Gezählt sind Passwörter, nicht Personen: jedes, das seitdem geprüft, ersetzt oder gewählt wurde, einmal je Anfrage. Die letzten Sekunden können fehlen.',
};

const CATALOGUES: { readonly [Name in Language]: AdminCatalogue } = { en: english, de: german };

/** Why rules cannot be saved. */
export const sayContradiction = ({ code }: Contradiction, language: Language): string =>
  CATALOGUES[language].contradictions[code];

/** The same where only what is tried out in shadow would clash. */
export const sayShadowClash = (clash: Contradiction, language: Language): string =>
  `${sayContradiction(clash, language)} ${CATALOGUES[language].withShadow}`;

/** What the standard asks that the policy does not do. */
export const sayDeviation = ({ code }: Deviation, language: Language): string =>
  CATALOGUES[language].deviations[code];

/** What the numbers of a forecast are. */
export const sayForecast = (language: Language): string => CATALOGUES[language].forecast;
