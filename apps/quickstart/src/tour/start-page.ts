import type { Reply } from '#libs/platform';

import type { Markup } from '../pages/markup.js';
import { markup } from '../pages/markup.js';
import { page } from '../pages/page.js';
import type { Step } from './step.js';
import { curlOf, tokenCommand } from './step.js';
import { STEPS, TRAVELLERS } from './steps.js';

/** What there is to try, ready to paste. */
export function startPage(url: string): Reply {
  const tokens = TRAVELLERS.map((user) => tokenCommand(user, url)).join('\n');
  return page(
    'Latchkey runs',
    markup`<p>Password and verification methods for identity platforms, with demo people in a real
database. First get tokens: they last 15 minutes, for settings 5.</p>
<pre class="code" tabindex="0">${tokens}</pre>
<p>Then try, in this order. The answers are those on fresh data.</p>
<ol>
${STEPS.map((step) => item(step, url))}
</ol>
<p>Mails of the demo people arrive in the <a href="/mailbox">mailbox</a>.</p>`,
  );
}

const item = (step: Step, url: string): Markup => markup`<li><p>${step.shows}</p>
<pre class="code" tabindex="0">${curlOf(step, url)}</pre>
<p>Answer: ${step.status}</p>
<pre>${step.answer}</pre></li>
`;
