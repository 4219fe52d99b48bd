import { catalogue } from '#libs/screen-design';

/** What is said about a new password wherever one is chosen. */
export const fieldTexts = catalogue({
  en: {
    next: 'New password',
    again: 'New password once more',
    differs: 'This is not the same as above.',
    reveal: { show: 'Show password', hide: 'Hide password' },
    rules: {
      title: 'Your new password',
      states: { satisfied: 'Met', unsatisfied: 'Not met', unknown: 'Not checked yet' },
      later: 'Checked when you save',
    },
    strength: 'Strength',
    loading: 'Just a moment …',
    troubles: {
      password_breached:
        'This password is in lists of leaked passwords, or your organisation refuses it: attackers try such ones first. Choose one that nobody has used before.',
      unreachable: 'No answer came. Try again: nothing will be changed twice.',
      unexpected: 'Something went wrong on our side. Try again in a moment.',
    },
  },
  de: {
    next: 'Neues Passwort',
    again: 'Neues Passwort noch einmal',
    differs: 'Das ist nicht dasselbe wie oben.',
    reveal: { show: 'Passwort zeigen', hide: 'Passwort verbergen' },
    rules: {
      title: 'Ihr neues Passwort',
      states: { satisfied: 'Erfüllt', unsatisfied: 'Nicht erfüllt', unknown: 'Noch nicht geprüft' },
      later: 'Wird beim Speichern geprüft',
    },
    strength: 'Stärke',
    loading: 'Einen Moment …',
    troubles: {
      password_breached:
        'Dieses Passwort steht in Listen durchgesickerter Passwörter, oder Ihre Organisation lehnt es ab: Solche werden von Angreifern zuerst versucht. Wählen Sie eines, das noch niemand benutzt hat.',
      unreachable:
        'Es kam keine Antwort. Versuchen Sie es noch einmal: Nichts wird zweimal geändert.',
      unexpected: 'Bei uns ging etwas schief. Versuchen Sie es gleich noch einmal.',
    },
  },
});
