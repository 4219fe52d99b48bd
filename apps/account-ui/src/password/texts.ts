import { catalogue } from '#libs/screen-design';

import { fieldTexts } from '../fields/texts.js';

/** A date as people of the language write it. */
const day = (language: string, iso: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(iso),
  );

const wait = (language: string, seconds: number): string => {
  const minutes = Math.ceil(seconds / 60);
  const [unit, count] =
    seconds < 90 ? (['second', seconds] as const) : (['minute', minutes] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    count,
  );
};

export const passwordTexts = catalogue({
  en: {
    ...fieldTexts('en'),
    change: { title: 'Change password', submit: 'Update password' },
    set: { title: 'Set a password', submit: 'Set password' },
    setLead:
      'You have no password yet. With one you can also sign in when your other ways are not at hand.',
    mustChange: 'Your password has to be changed before you go on.',
    close: 'Close',
    cancel: 'Cancel',
    current: 'Current password',
    forgot: 'Forgot password?',
    submitting: 'Updating …',
    retry: 'Try again',
    unauthenticated: {
      title: 'Please sign in',
      text: 'Your session is missing or has ended. Sign in to change your password.',
      action: 'Sign in',
    },
    stepUp: {
      title: 'Confirm that it is you',
      text: 'Before your password changes, sign in once more.',
      action: 'Confirm',
    },
    restricted: {
      title: 'Not possible here',
      password_not_enabled:
        'Your organisation has switched passwords off. Sign in with one of your other methods; an administrator can switch them on.',
      managed_identity:
        'Your organisation’s sign-in service keeps your password. Change it there; it then counts here, too.',
      contact_not_verified:
        'None of your addresses is confirmed, so nobody could be told about the change. Confirm one first.',
      quarantined:
        'What was set up here before this account was proven to be yours is held back. Confirm or discard it first.',
      forbidden: 'Your password cannot be changed here.',
    },
    unavailable: {
      title: 'We cannot be reached',
      text: 'Your password is as it was. Check your connection, then try again.',
    },
    complaints: {
      invalid_current_password: 'This is not your current password.',
      ...fieldTexts('en').troubles,
      password_policy_violated: 'This password does not meet every rule below.',
      password_too_young: (iso: string) =>
        iso === ''
          ? 'Your password was changed too recently to be changed again.'
          : `Your password was changed recently. It can be changed again from ${day('en', iso)}.`,
      changed_meanwhile:
        'Your password was changed elsewhere at the same moment. If that was not you, reset it now.',
      too_many_attempts: (seconds: number) =>
        seconds > 0
          ? `Too many attempts. Try again in ${wait('en', seconds)}.`
          : 'Too many attempts. Try again later.',
      temporarily_overloaded:
        'Too many people are here at once. Nothing was changed; try again in a moment.',
      breach_check_unavailable:
        'Whether this password has leaked cannot be checked right now. Nothing was changed; try again in a moment.',
      outcome_unknown:
        'The connection broke at the last moment. Try again: nothing will be changed twice.',
    },
  },
  de: {
    ...fieldTexts('de'),
    change: { title: 'Passwort ändern', submit: 'Passwort speichern' },
    set: { title: 'Passwort festlegen', submit: 'Passwort festlegen' },
    setLead:
      'Sie haben noch kein Passwort. Mit einem können Sie sich auch anmelden, wenn Ihre anderen Wege nicht zur Hand sind.',
    mustChange: 'Ihr Passwort muss geändert werden, bevor es weitergeht.',
    close: 'Schließen',
    cancel: 'Abbrechen',
    current: 'Jetziges Passwort',
    forgot: 'Passwort vergessen?',
    submitting: 'Wird gespeichert …',
    retry: 'Noch einmal versuchen',
    unauthenticated: {
      title: 'Bitte melden Sie sich an',
      text: 'Ihre Sitzung fehlt oder ist beendet. Melden Sie sich an, um Ihr Passwort zu ändern.',
      action: 'Anmelden',
    },
    stepUp: {
      title: 'Bestätigen Sie, dass Sie es sind',
      text: 'Bevor sich Ihr Passwort ändert, melden Sie sich noch einmal an.',
      action: 'Bestätigen',
    },
    restricted: {
      title: 'Hier nicht möglich',
      password_not_enabled:
        'Ihre Organisation hat Passwörter ausgeschaltet. Melden Sie sich mit einem Ihrer anderen Verfahren an; ein Administrator kann sie einschalten.',
      managed_identity:
        'Der Anmeldedienst Ihrer Organisation verwahrt Ihr Passwort. Ändern Sie es dort; es gilt dann auch hier.',
      contact_not_verified:
        'Keine Ihrer Adressen ist bestätigt, also könnte niemand von der Änderung erfahren. Bestätigen Sie zuerst eine.',
      quarantined:
        'Was hier eingerichtet wurde, bevor dieses Konto nachweislich Ihres war, ruht. Bestätigen oder verwerfen Sie es zuerst.',
      forbidden: 'Ihr Passwort kann hier nicht geändert werden.',
    },
    unavailable: {
      title: 'Wir sind nicht erreichbar',
      text: 'Ihr Passwort ist, wie es war. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
    },
    complaints: {
      invalid_current_password: 'Das ist nicht Ihr jetziges Passwort.',
      ...fieldTexts('de').troubles,
      password_policy_violated: 'Dieses Passwort erfüllt nicht jede Regel unten.',
      password_too_young: (iso) =>
        iso === ''
          ? 'Ihr Passwort wurde zu kürzlich geändert, um wieder geändert zu werden.'
          : `Ihr Passwort wurde kürzlich geändert. Wieder möglich ist es ab ${day('de', iso)}.`,
      changed_meanwhile:
        'Ihr Passwort wurde im selben Moment woanders geändert. Waren Sie das nicht, setzen Sie es jetzt zurück.',
      too_many_attempts: (seconds) =>
        seconds > 0
          ? `Zu viele Versuche. Wieder möglich in ${wait('de', seconds)}.`
          : 'Zu viele Versuche. Versuchen Sie es später noch einmal.',
      temporarily_overloaded:
        'Gerade sind zu viele Menschen gleichzeitig hier. Nichts wurde geändert; versuchen Sie es gleich noch einmal.',
      breach_check_unavailable:
        'Ob dieses Passwort durchgesickert ist, lässt sich gerade nicht prüfen. Nichts wurde geändert; versuchen Sie es gleich noch einmal.',
      outcome_unknown:
        'Die Verbindung riss im letzten Moment ab. Versuchen Sie es noch einmal: Nichts wird zweimal geändert.',
    },
  },
});

export type PasswordTexts = ReturnType<typeof passwordTexts>;
