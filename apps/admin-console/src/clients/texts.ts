import { catalogue } from '#libs/screen-design';

export const clientTexts = catalogue({
  en: {
    title: 'Pages and origins',
    lead: 'Which pages of yours may ask our services, and where people are sent who reset a password.',
    origins: 'Web origins',
    originsText:
      'Scripts of these origins may use the interfaces of this tenant. One a line, spelled as browsers do: https://shop.example.com, with the port unless it is 443. http is for this machine only.',
    originsLabel: 'Origins, one a line',
    unusable: (origin: string) => `This is no origin that a browser sends: ${origin}`,
    pages: 'Pages of a reset',
    pagesText:
      'An https address of yours, or a path of ours. Left empty it is our own page, /reset.',
    reset: 'Where a reset goes on',
    reset_done: 'Where it ends',
    badPage: 'An https address without a fragment, or a path that begins with /.',
    dialect: 'Change without a session (mfa-v1)',
    dialectText:
      'Older clients change a password by proving it and nothing else. Where a second factor is required, your login service has to raise their ticket.',
    blocked: 'Something above cannot be saved yet.',
    atOnce: 'It holds everywhere within five seconds.',
  },
  de: {
    title: 'Seiten und Herkünfte',
    lead: 'Welche Ihrer Seiten unsere Dienste fragen dürfen, und wohin kommt, wer ein Passwort zurücksetzt.',
    origins: 'Herkünfte im Web',
    originsText:
      'Skripte dieser Herkünfte dürfen die Schnittstellen dieses Mandanten benutzen. Eine je Zeile, wie Browser sie schreiben: https://shop.example.com, mit Port, wenn er nicht 443 ist. http nur für diesen Rechner.',
    originsLabel: 'Herkünfte, eine je Zeile',
    unusable: (origin: string) => `So schreibt kein Browser eine Herkunft: ${origin}`,
    pages: 'Seiten des Zurücksetzens',
    pagesText:
      'Eine https-Adresse von Ihnen oder ein Pfad von uns. Leer gelassen ist es unsere eigene Seite, /reset.',
    reset: 'Wo es weitergeht',
    reset_done: 'Wo es endet',
    badPage: 'Eine https-Adresse ohne Fragment, oder ein Pfad, der mit / beginnt.',
    dialect: 'Ändern ohne Sitzung (mfa-v1)',
    dialectText:
      'Ältere Clients ändern ein Passwort, indem sie es nachweisen und sonst nichts. Wo ein zweiter Faktor verlangt ist, muss Ihr Anmeldedienst ihren Schein aufwerten.',
    blocked: 'Etwas darüber lässt sich so noch nicht speichern.',
    atOnce: 'Es gilt überall binnen fünf Sekunden.',
  },
});
