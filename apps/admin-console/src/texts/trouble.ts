import { catalogue } from '#libs/screen-design';

/** Why a page cannot show or save something, and what to do. */
export const troubleTexts = catalogue({
  en: {
    loading: 'Loading …',
    signIn: 'Sign in again',
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
    refused: {
      title: 'This could not be saved.',
      text: 'The service refused it. Your changes are kept here.',
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
    refused: {
      title: 'Das ließ sich nicht speichern.',
      text: 'Der Dienst hat es abgelehnt. Ihre Änderungen bleiben hier stehen.',
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
