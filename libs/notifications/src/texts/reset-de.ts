import type { ResetLanguage } from '../reset-texts.js';

const END = (tenant: string, from: string | undefined): string => `Angefordert wurde das von ${
  from ?? 'einer Adresse, die wir nicht kennen'
}.

Waren Sie das nicht, ist nichts zu tun: Ihr Passwort bleibt, wie es ist. Niemand von ${tenant}
wird Sie je nach dem fragen, was in dieser Nachricht steht.
`;

export const GERMAN_RESET: ResetLanguage = {
  account: 'Ihr Konto',
  subject: (tenant) => `Neues Passwort für ${tenant}`,
  code: (code, { tenant, minutes, from }) =>
    `Ihr Code lautet ${code}

Er gilt ${minutes} Minuten. Geben Sie ihn auf der Seite ein, auf der Sie ein neues Passwort für
${tenant} angefordert haben, und nirgends sonst.

${END(tenant, from)}`,
  link: (link, { tenant, minutes, from }) =>
    `Wählen Sie hier ein neues Passwort für ${tenant}:

${link}

Der Link gilt ${Math.round(minutes / 60)} Stunden und für ein neues Passwort.

${END(tenant, from)}`,
  text: (code, { tenant, minutes }) =>
    `${code} ist Ihr Code für ein neues Passwort bei ${tenant}. Er gilt ${minutes} Minuten. Geben Sie ihn niemandem.`,
};
