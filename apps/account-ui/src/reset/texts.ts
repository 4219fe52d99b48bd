import { catalogue } from '#libs/screen-design';

import { fieldTexts } from '../fields/texts.js';

export const resetTexts = catalogue({
  en: {
    ...fieldTexts('en'),
    title: 'Reset your password',
    lead: 'Tell us who you are. If we know you, we send a message to an address that you have confirmed.',
    name: 'E-mail address, mobile number or user name',
    ways: 'How shall we reach you?',
    way: {
      link: { title: 'A link by e-mail', hint: 'Works for 24 hours' },
      code: { title: 'A code by e-mail', hint: 'Works for 10 minutes' },
      sms: { title: 'A code by text message', hint: 'Works for 10 minutes' },
    },
    send: 'Send',
    sent: {
      title: 'Look into your mail',
      text: 'If we know you, a link is on its way. Open it on any device; this page may be closed.',
      nothing: 'Nothing there? Look among unwanted mail, or begin again in a few minutes.',
    },
    code: {
      title: 'Enter the code',
      EMAIL: 'If we know you, a code is on its way to your e-mail address.',
      SMS: 'If we know you, a code is on its way to your telephone.',
      second:
        'Your organisation wants two proofs. A second code is on its way, by another medium than the first.',
      label: 'Code',
      submit: 'Continue',
    },
    factor: {
      title: 'One more proof',
      text: 'Your organisation wants two proofs. The second one is an authenticator app, a key or a code that you keep: go back to where you sign in, which will ask you for it.',
      nothing: 'You are not asked for it there? Your organisation’s help desk can let you in.',
    },
    beginAgain: 'Begin again',
    password: {
      title: 'Choose a new password',
      submit: 'Save new password',
    },
    done: {
      title: 'Your new password is in force',
      text: 'All your sessions have ended, on every device. Sign in with the new password. We have told all your contacts about it.',
    },
    troubles: {
      invalid_reset_proof:
        'This code or link is wrong, used up or too old. Compare it with the newest message, or begin again.',
      password_policy_violated:
        'This password does not meet every rule, or you have used it before. Choose another one.',
      ...fieldTexts('en').troubles,
      too_many_attempts: 'Too many attempts. Wait a little, then try again.',
      password_not_enabled: 'Your organisation has switched passwords off.',
    },
  },
  de: {
    ...fieldTexts('de'),
    title: 'Passwort zurücksetzen',
    lead: 'Sagen Sie uns, wer Sie sind. Kennen wir Sie, schicken wir eine Nachricht an eine Adresse, die Sie bestätigt haben.',
    name: 'E-Mail-Adresse, Mobilnummer oder Benutzername',
    ways: 'Wie erreichen wir Sie?',
    way: {
      link: { title: 'Ein Link per E-Mail', hint: 'Gilt 24 Stunden' },
      code: { title: 'Ein Code per E-Mail', hint: 'Gilt 10 Minuten' },
      sms: { title: 'Ein Code per Textnachricht', hint: 'Gilt 10 Minuten' },
    },
    send: 'Schicken',
    sent: {
      title: 'Sehen Sie in Ihre Mail',
      text: 'Kennen wir Sie, ist ein Link unterwegs. Öffnen Sie ihn auf irgendeinem Gerät; diese Seite darf geschlossen werden.',
      nothing:
        'Nichts da? Sehen Sie unter unerwünschter Mail nach, oder beginnen Sie in einigen Minuten noch einmal.',
    },
    code: {
      title: 'Code eingeben',
      EMAIL: 'Kennen wir Sie, ist ein Code an Ihre E-Mail-Adresse unterwegs.',
      SMS: 'Kennen wir Sie, ist ein Code auf Ihr Telefon unterwegs.',
      second:
        'Ihre Organisation verlangt zwei Nachweise. Ein zweiter Code ist unterwegs, auf anderem Weg als der erste.',
      label: 'Code',
      submit: 'Weiter',
    },
    factor: {
      title: 'Noch ein Nachweis',
      text: 'Ihre Organisation verlangt zwei Nachweise. Der zweite ist eine Authenticator-App, ein Schlüssel oder ein Code, den Sie aufbewahren: Gehen Sie dorthin zurück, wo Sie sich anmelden, dort werden Sie danach gefragt.',
      nothing:
        'Sie werden dort nicht danach gefragt? Die Hilfe Ihrer Organisation kann Sie einlassen.',
    },
    beginAgain: 'Noch einmal beginnen',
    password: {
      title: 'Neues Passwort wählen',
      submit: 'Neues Passwort speichern',
    },
    done: {
      title: 'Ihr neues Passwort gilt',
      text: 'Alle Ihre Sitzungen sind beendet, auf jedem Gerät. Melden Sie sich mit dem neuen Passwort an. Allen Ihren Adressen haben wir davon geschrieben.',
    },
    troubles: {
      invalid_reset_proof:
        'Dieser Code oder Link ist falsch, verbraucht oder zu alt. Vergleichen Sie ihn mit der neuesten Nachricht, oder beginnen Sie noch einmal.',
      password_policy_violated:
        'Dieses Passwort erfüllt nicht jede Regel, oder Sie hatten es schon. Wählen Sie ein anderes.',
      ...fieldTexts('de').troubles,
      too_many_attempts:
        'Zu viele Versuche. Warten Sie ein wenig und versuchen Sie es noch einmal.',
      password_not_enabled: 'Ihre Organisation hat Passwörter ausgeschaltet.',
    },
  },
});

export type ResetTexts = ReturnType<typeof resetTexts>;
