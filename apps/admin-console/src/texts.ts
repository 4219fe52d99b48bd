import { catalogue } from '#libs/screen-design';

export const consoleTexts = catalogue({
  en: {
    title: 'Console',
    pages: 'Pages of the console',
    multifactor: 'Multifactor',
    policy: 'Password policy',
    breach: 'Breached passwords',
    clients: 'Pages and origins',
    exemptions: 'Exemptions',
    audit: 'Audit',
  },
  de: {
    title: 'Konsole',
    pages: 'Seiten der Konsole',
    multifactor: 'Multifaktor',
    policy: 'Passwortregeln',
    breach: 'Durchgesickerte Passwörter',
    clients: 'Seiten und Herkünfte',
    exemptions: 'Ausnahmen',
    audit: 'Protokoll',
  },
});
