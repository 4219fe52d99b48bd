import { catalogue } from '#libs/screen-design';

export const tryTexts = catalogue({
  en: {
    title: 'Try a password',
    text: 'Judged here at once, by the rules as they stand on this page, saved or not. A moment later the service adds what only it knows: breached passwords and your words. Nobody keeps it.',
    label: 'A password to try',
    show: 'Show',
    hide: 'Hide',
    strength: 'Strength',
    states: { satisfied: 'met', unsatisfied: 'not met', unknown: 'not known yet' },
    server: {
      asking: 'The service is being asked …',
      clean: 'The service: in no list of breached passwords.',
      breached: 'The service: it is in lists of breached passwords.',
      own: 'The service: it stands on your own list.',
      undetermined: 'The service: nobody can tell now whether it is breached.',
      silent: 'The service could not be asked now. Type on to ask again.',
      later: 'Told only when somebody changes to it',
    },
  },
  de: {
    title: 'Ein Passwort ausprobieren',
    text: 'Hier sofort beurteilt, nach den Regeln, wie sie auf dieser Seite stehen, gespeichert oder nicht. Einen Moment später ergänzt der Dienst, was nur er weiß: durchgesickerte Passwörter und Ihre Wörter. Niemand bewahrt es auf.',
    label: 'Ein Passwort zum Ausprobieren',
    show: 'Zeigen',
    hide: 'Verbergen',
    strength: 'Stärke',
    states: { satisfied: 'erfüllt', unsatisfied: 'nicht erfüllt', unknown: 'noch nicht bekannt' },
    server: {
      asking: 'Der Dienst wird gefragt …',
      clean: 'Der Dienst: in keiner Liste durchgesickerter Passwörter.',
      breached: 'Der Dienst: Es steht in Listen durchgesickerter Passwörter.',
      own: 'Der Dienst: Es steht auf Ihrer eigenen Liste.',
      undetermined: 'Der Dienst: Ob es durchgesickert ist, kann gerade niemand sagen.',
      silent: 'Der Dienst ließ sich gerade nicht fragen. Tippen Sie weiter, um erneut zu fragen.',
      later: 'Zeigt sich erst, wenn jemand dazu wechselt',
    },
  },
});
