import { catalogue } from '#libs/screen-design';

/** Why a page cannot show or save something, and what to do. */
export const troubleTexts = catalogue({
  en: {
    loading: 'Loading …',
    signIn: 'Sign in again',
    retry: 'Try again',
    unloaded: {
      title: 'This page could not be loaded.',
      busy: 'The service is busy. Nothing was changed.',
      unreachable: 'The service could not be reached. Check the connection and try again.',
    },
    unauthenticated: {
      title: 'You are not signed in.',
      text: 'Sign in as an admin of the tenant to see and change its settings.',
    },
    'step-up': {
      title: 'Please confirm that it is you.',
      text: 'Settings are changed by somebody who signed in a few minutes ago. Your changes are kept here.',
    },
    forbidden: {
      title: 'This is for tenant admins.',
      text: 'You are signed in, but not as an admin of this tenant. Ask one of its admins.',
    },
    conflict: {
      title: 'Someone else changed this at the same time.',
      text: 'Nothing was overwritten. What you see now is what is saved; what you entered is still here. Look once more, then try again.',
    },
    refused: {
      title: 'This could not be saved.',
      text: 'The service refused it. Your changes are kept here.',
      last_first_factor:
        'Nobody could begin to sign in any more. Switch another method on first: password, e-mail, passkey or push.',
      not_found: 'It is not there any more.',
      subject: 'Nobody of this tenant has this sub.',
      until: 'The last day has to lie ahead, within 366 days.',
      says: 'The service says',
    },
    busy: {
      title: 'The service is busy.',
      text: 'Try again in a moment. Your changes are kept here.',
    },
    unreachable: {
      title: 'No answer.',
      text: 'The service could not be reached. Check the connection and try again; your changes are kept here.',
    },
  },
  de: {
    loading: 'Wird geladen …',
    signIn: 'Erneut anmelden',
    retry: 'Noch einmal versuchen',
    unloaded: {
      title: 'Diese Seite ließ sich nicht laden.',
      busy: 'Der Dienst ist ausgelastet. Nichts wurde geändert.',
      unreachable:
        'Der Dienst war nicht zu erreichen. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
    },
    unauthenticated: {
      title: 'Sie sind nicht angemeldet.',
      text: 'Melden Sie sich als Administrator des Mandanten an, um seine Einstellungen zu sehen und zu ändern.',
    },
    'step-up': {
      title: 'Bitte bestätigen Sie, dass Sie es sind.',
      text: 'Einstellungen ändert, wer sich vor wenigen Minuten angemeldet hat. Ihre Änderungen bleiben hier stehen.',
    },
    forbidden: {
      title: 'Das ist für Administratoren.',
      text: 'Sie sind angemeldet, aber nicht als Administrator dieses Mandanten. Fragen Sie einen davon.',
    },
    conflict: {
      title: 'Jemand anderes hat das zur selben Zeit geändert.',
      text: 'Nichts wurde überschrieben. Sie sehen jetzt, was gespeichert ist; Ihre Eingaben stehen noch hier. Prüfen Sie sie noch einmal und versuchen Sie es dann erneut.',
    },
    refused: {
      title: 'Das ließ sich nicht speichern.',
      text: 'Der Dienst hat es abgelehnt. Ihre Änderungen bleiben hier stehen.',
      last_first_factor:
        'Niemand könnte mehr mit der Anmeldung beginnen. Schalten Sie zuerst ein anderes Verfahren ein: Passwort, E-Mail, Passkey oder Push.',
      not_found: 'Es ist nicht mehr da.',
      subject: 'Niemand in diesem Mandanten hat diese sub.',
      until: 'Der letzte Tag muss vor uns liegen, höchstens 366 Tage weit.',
      says: 'Der Dienst sagt',
    },
    busy: {
      title: 'Der Dienst ist ausgelastet.',
      text: 'Versuchen Sie es gleich noch einmal. Ihre Änderungen bleiben hier stehen.',
    },
    unreachable: {
      title: 'Keine Antwort.',
      text: 'Der Dienst war nicht zu erreichen. Prüfen Sie die Verbindung und versuchen Sie es erneut; Ihre Änderungen bleiben hier stehen.',
    },
  },
});
