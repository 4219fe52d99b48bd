import { createHash } from 'node:crypto';

import type { Reply } from '#libs/platform';

import { Markup, markup } from './markup.js';

/** Contrast at least 7:1 in both schemes, nothing smaller than the reader's own text size. */
const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#767676, #8f8f8f); }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 56rem; margin: 0 auto; padding: 1rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0.5rem 0; }
pre.code { border: 1px solid var(--line); border-radius: 0.25rem; padding: 0.75rem; }
article { border-top: 1px solid var(--line); padding: 0.5rem 0; }
a:focus-visible { outline: 0.2rem solid; outline-offset: 0.2rem; }
`;

const digest = createHash('sha256').update(STYLE).digest('base64');

/** No script, no form, no frame, nothing from anywhere else; the one style by its digest. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${digest}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A finished page of quickstart. */
export function page(title: string, main: Markup): Reply {
  const { html } = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Latchkey</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<nav aria-label="Quickstart"><a href="/">Start</a> · <a href="/mailbox">Mailbox</a></nav>
<main>
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
  return { status: 200, headers, body: html };
}
