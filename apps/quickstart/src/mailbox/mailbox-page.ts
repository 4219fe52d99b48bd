import type { Reply } from '#libs/platform';

import type { Markup } from '../pages/markup.js';
import { markup } from '../pages/markup.js';
import { page } from '../pages/page.js';
import type { ReceivedMail } from './file-mailbox.js';

/** All mails, newest first. */
export function mailboxPage(mails: readonly ReceivedMail[]): Reply {
  const summary = mails.length === 0 ? 'No mail yet.' : `${mails.length} mail(s), newest first.`;
  return page(
    'Mailbox',
    markup`<p>Mails of the demo people arrive here and nowhere else. ${summary}</p>
<p><a href="/mailbox">Look again</a> · <a href="/mailbox.json">As JSON</a></p>
${mails.map(article)}`,
  );
}

const article = ({ subject, to, receivedAt, text }: ReceivedMail): Markup => markup`<article>
<h2>${subject}</h2>
<p>To ${to}, <time datetime="${receivedAt}">${receivedAt}</time></p>
<pre>${text}</pre>
</article>
`;
