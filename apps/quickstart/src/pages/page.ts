import type { Language } from '#libs/password-policy';
import type { Reply } from '#libs/platform';

import type { Markup } from './markup.js';
import { markup } from './markup.js';

/** No script, no form, no frame, nothing from anywhere else. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What a page of quickstart is dressed in: paths from the top of the site, and its language. */
export interface Look {
  readonly sheet: string;
  readonly mark: string;
  readonly language: Language;
}

export interface PageWish {
  readonly title: string;
  /** Which page it is among those of the navigation. */
  readonly path: string;
  readonly main: Markup;
}

const WORDS = {
  en: {
    navigation: 'Pages of the demo',
    pages: { '/': 'Start', '/profile': 'Profile', '/console': 'Console', '/mailbox': 'Mailbox' },
    foot: 'Latchkey, with demo people on your own machine. Nothing leaves it.',
  },
  de: {
    navigation: 'Seiten der Demo',
    pages: { '/': 'Start', '/profile': 'Profil', '/console': 'Konsole', '/mailbox': 'Postfach' },
    foot: 'Latchkey mit Demo-Personen auf Ihrem eigenen Rechner. Nichts verlässt ihn.',
  },
} as const;

/** A finished page of quickstart. */
export function page({ title, path, main }: PageWish, { sheet, mark, language }: Look): Reply {
  const say = WORDS[language];
  const { html } = markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Latchkey</title>
<link rel="icon" href="${mark}" type="image/svg+xml">
<link rel="stylesheet" href="${sheet}">
</head>
<body>
<header class="top">
<a class="brand" href="/"><img src="${mark}" width="32" height="32" alt=""> Latchkey</a>
<nav aria-label="${say.navigation}">
${Object.entries(say.pages).map(([to, name]) => link(to, name, to === path))}
</nav>
</header>
<main>
${main}
</main>
<footer class="foot">${say.foot}</footer>
</body>
</html>
`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-language': language,
    'content-security-policy': POLICY,
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
    vary: 'accept-language',
  };
  return { status: 200, headers, body: html };
}

const link = (to: string, name: string, here: boolean): Markup =>
  here
    ? markup`<a href="${to}" aria-current="page">${name}</a>
`
    : markup`<a href="${to}">${name}</a>
`;
