import type { NoticeFacts, NoticeLanguage } from '../notice-texts.js';

const written = ({ tenant, when, from }: NoticeFacts): string =>
  `Wann: ${when}
Von: ${from ?? 'einer Adresse, die wir nicht kennen'}

Waren Sie das selbst, ist nichts zu tun.

Waren Sie es nicht, kann jemand anderes Ihr Konto benutzen. Gehen Sie auf die Anmeldeseite,
die Sie immer benutzen, wählen Sie „Passwort vergessen?“ und nehmen Sie ein neues Passwort.
Können Sie sich nicht anmelden, sagen Sie es sofort denen, die ${tenant} betreiben.`;

const short =
  (happened: string) =>
  ({ tenant, when }: NoticeFacts): string =>
    `${tenant}: Ihr Passwort wurde ${happened} (${when}). Waren Sie es nicht, setzen Sie es jetzt zurück.`;

export const GERMAN: NoticeLanguage = {
  subjects: {
    password_changed: (tenant) => `Ihr Passwort für ${tenant} wurde geändert`,
    password_set: (tenant) => `Für Ihr Konto bei ${tenant} wurde ein Passwort gesetzt`,
    password_reset: (tenant) => `Ihr Passwort für ${tenant} wurde zurückgesetzt`,
    password_assigned: (tenant) => `Sie haben ein neues Passwort für ${tenant} bekommen`,
    password_removed: (tenant) => `Ihr Passwort für ${tenant} wurde entfernt`,
    password_breached: (tenant) => `Ihr Passwort für ${tenant} muss geändert werden`,
    password_expiring: (tenant) => `Ihr Passwort für ${tenant} läuft bald ab`,
    password_expired: (tenant) => `Ihr Passwort für ${tenant} ist abgelaufen`,
    password_attempts_failed: (tenant) => `Jemand rät Ihr Passwort für ${tenant}`,
    password_locked: (tenant) => `Ihr Passwort für ${tenant} wurde gesperrt`,
  },
  bodies: {
    password_changed: written,
    password_set: written,
    password_reset: written,
    password_assigned: written,
    password_removed: written,
    password_breached: ({ when }) =>
      `Wann: ${when}

Ihr Passwort steht in einer Sammlung von Passwörtern, die aus Datenlecks öffentlich bekannt
sind. Angreifer probieren diese zuerst, es schützt Ihr Konto also nicht mehr. Bekannt geworden
sein muss es nicht hier: vielleicht hat jemand dasselbe anderswo benutzt.

Gehen Sie auf die Anmeldeseite, die Sie immer benutzen, und nehmen Sie ein neues Passwort.
Ändern Sie es auch überall sonst, wo Sie es benutzen.`,
    password_expiring: ({ tenant, expires }) =>
      `Läuft ab: ${expires ?? 'bald'}

${tenant} verlangt von Zeit zu Zeit ein neues Passwort. Danach können Sie sich nur noch
anmelden, um ein neues zu wählen.

Gehen Sie vorher auf die Anmeldeseite, die Sie immer benutzen, und ändern Sie Ihr Passwort.`,
    password_expired: ({ tenant, expires }) =>
      `Abgelaufen: ${expires ?? 'bereits'}

${tenant} verlangt von Zeit zu Zeit ein neues Passwort, und Ihres ist älter. Sie können sich
nur noch anmelden, um ein neues zu wählen.

Gehen Sie auf die Anmeldeseite, die Sie immer benutzen, und ändern Sie Ihr Passwort.`,
    password_attempts_failed: ({ when, from }) =>
      `Wann: ${when}
Von: ${from ?? 'einer Adresse, die wir nicht kennen'}

Für Ihr Konto wurde mehrmals ein falsches Passwort angegeben. Weitere Versuche müssen jetzt
warten, jedes Mal länger.

Waren Sie das selbst, warten Sie etwas, oder wählen Sie „Passwort vergessen?“ auf der
Anmeldeseite, die Sie immer benutzen. Waren Sie es nicht: keiner dieser Versuche war richtig, und
Sie müssen nichts tun.`,
    password_locked: ({ tenant, when, from }) =>
      `Wann: ${when}
Von: ${from ?? 'einer Adresse, die wir nicht kennen'}

Für Ihr Konto wurde so oft ein falsches Passwort angegeben, dass von dort, woher diese Versuche
kamen, keines mehr geprüft wird.

Keiner dieser Versuche war richtig. Können Sie sich nicht anmelden, wählen Sie „Passwort
vergessen?“ auf der Anmeldeseite, die Sie immer benutzen, oder fragen Sie die, die ${tenant}
betreiben.`,
  },
  texts: {
    password_changed: short('geändert'),
    password_set: short('gesetzt'),
    password_reset: short('zurückgesetzt'),
    password_assigned: short('von einer Verwaltung vergeben'),
    password_removed: short('entfernt'),
    password_breached: ({ tenant }) =>
      `${tenant}: Ihr Passwort ist aus Datenlecks bekannt. Melden Sie sich an und nehmen Sie ein neues.`,
    password_expiring: ({ tenant, expires }) =>
      `${tenant}: Ihr Passwort läuft ab (${expires ?? 'bald'}). Melden Sie sich vorher an und ändern Sie es.`,
    password_expired: ({ tenant }) =>
      `${tenant}: Ihr Passwort ist abgelaufen. Melden Sie sich an und wählen Sie ein neues.`,
    password_attempts_failed: ({ tenant, when }) =>
      `${tenant}: für Ihr Konto wurde mehrmals ein falsches Passwort angegeben (${when}).`,
    password_locked: ({ tenant }) =>
      `${tenant}: zu viele falsche Passwörter. Können Sie sich nicht anmelden, setzen Sie Ihres zurück.`,
  },
  ending:
    'Diese Nachricht enthält keine Links, und niemand wird Sie je nach Ihrem Passwort fragen.',
};
