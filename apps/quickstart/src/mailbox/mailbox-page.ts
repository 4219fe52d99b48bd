import type { Language } from '#libs/password-policy';
import type { Reply } from '#libs/platform';

import type { Markup } from '../pages/markup.js';
import { markup } from '../pages/markup.js';
import type { Look } from '../pages/page.js';
import { page } from '../pages/page.js';
import type { ReceivedMail } from './file-mailbox.js';

const WORDS = {
  en: {
    title: 'Mailbox',
    lead: 'Mails and text messages of the demo people arrive here and nowhere else.',
    none: 'No mail yet. Change a password on the profile page, and the notice of it comes a second later.',
    some: (count: number) => `${count} mail(s), newest first.`,
    again: 'Look again',
    json: 'As JSON',
    to: 'To',
  },
  de: {
    title: 'Postfach',
    lead: 'Mails und Textnachrichten der Demo-Personen kommen hier an und nirgends sonst.',
    none: 'Noch keine Mail. Ändern Sie ein Passwort auf der Profilseite; eine Sekunde später ist die Nachricht davon da.',
    some: (count: number) => `${count} Mail(s), die neueste zuerst.`,
    again: 'Noch einmal nachsehen',
    json: 'Als JSON',
    to: 'An',
  },
} as const;

/** All mails, newest first. */
export function mailboxPage(mails: readonly ReceivedMail[], look: Look): Reply {
  const say = WORDS[look.language];
  const main = markup`<div class="intro">
<h1>${say.title}</h1>
<p class="lead">${say.lead}</p>
<p class="ways"><a class="button" href="/mailbox">${say.again}</a> <a href="/mailbox.json">${say.json}</a></p>
</div>
${mails.length === 0 ? empty(say.none) : markup`<p class="hint">${say.some(mails.length)}</p>`}
${mails.map((mail) => article(mail, look.language))}`;
  return page({ title: say.title, path: '/mailbox', main }, look);
}

const empty = (text: string): Markup => markup`<p class="card empty">${text}</p>`;

const article = (
  { subject, to, receivedAt, text }: ReceivedMail,
  language: Language,
): Markup => markup`<article class="card mail">
<header><h2>${subject}</h2>
<p class="hint">${WORDS[language].to} ${to}, <time datetime="${receivedAt}">${time(receivedAt, language)}</time></p></header>
<p class="text">${text.split(/(https?:\/\/\S+)/).map(linked)}</p>
</article>
`;

/** Every second piece is an address of ours or of a tenant: people follow links of mails. */
const linked = (piece: string, index: number): Markup =>
  index % 2 === 1 ? markup`<a href="${piece}">${piece}</a>` : markup`${piece}`;

const time = (iso: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(
    new Date(iso),
  );
