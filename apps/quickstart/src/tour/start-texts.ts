/** What the start page says. */
export const START_TEXTS = {
  en: {
    title: 'Latchkey runs',
    lead: 'Passwords and verification methods for identity platforms: two services, their screens, and demo people in a real database.',
    screens: 'Try the screens',
    cards: [
      {
        to: '/profile',
        title: 'A profile page',
        text: 'Sign in as alice and change her password, or as bob, who has none, and set his first one. Rules answer while you type.',
        open: 'Open the profile',
      },
      {
        to: '/reset',
        title: 'Forgot the password?',
        text: 'Reset alice’s: a link or a code comes into the mailbox, then a second code, because her tenant wants two factors.',
        open: 'Reset a password',
      },
      {
        to: '/console',
        title: 'Settings for admins',
        text: 'Dora switches PASSWORD off and on again and shapes the policy. What she does holds at once, on every page.',
        open: 'Open the console',
      },
      {
        to: '/mailbox',
        title: 'The mailbox',
        text: 'Codes, links and the notice of every change arrive here. No message leaves this machine.',
        open: 'Open the mailbox',
      },
    ],
    programs: 'Try the interfaces',
    tokens: 'First get tokens: they last 15 minutes, for settings 5.',
    steps: 'Then, in this order. The answers are those on fresh data.',
    answer: 'Answer',
  },
  de: {
    title: 'Latchkey läuft',
    lead: 'Passwörter und Anmeldeverfahren für Identitätsplattformen: zwei Dienste, ihre Oberflächen und Demo-Personen in einer echten Datenbank.',
    screens: 'Die Oberflächen ausprobieren',
    cards: [
      {
        to: '/profile',
        title: 'Eine Profilseite',
        text: 'Melden Sie sich als Alice an und ändern Sie ihr Passwort, oder als Bob, der keines hat, und legen Sie sein erstes fest. Die Regeln antworten beim Tippen.',
        open: 'Profil öffnen',
      },
      {
        to: '/reset',
        title: 'Passwort vergessen?',
        text: 'Setzen Sie das von Alice zurück: Ein Link oder Code kommt ins Postfach, dann ein zweiter Code, denn ihr Mandant verlangt zwei Faktoren.',
        open: 'Passwort zurücksetzen',
      },
      {
        to: '/console',
        title: 'Einstellungen für Admins',
        text: 'Dora schaltet PASSWORD aus und wieder ein und formt die Regeln. Was sie tut, gilt sofort, auf jeder Seite.',
        open: 'Konsole öffnen',
      },
      {
        to: '/mailbox',
        title: 'Das Postfach',
        text: 'Codes, Links und die Nachricht von jeder Änderung kommen hier an. Nichts verlässt diesen Rechner.',
        open: 'Postfach öffnen',
      },
    ],
    programs: 'Die Schnittstellen ausprobieren',
    tokens: 'Holen Sie zuerst Tokens: Sie gelten 15 Minuten, für Einstellungen 5.',
    steps: 'Dann, in dieser Reihenfolge. Die Antworten sind die auf frischen Daten.',
    answer: 'Antwort',
  },
} as const;
