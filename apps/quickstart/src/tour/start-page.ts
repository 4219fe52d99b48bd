import type { Reply } from '#libs/platform';

import type { Markup } from '../pages/markup.js';
import { markup } from '../pages/markup.js';
import type { Look } from '../pages/page.js';
import { page } from '../pages/page.js';
import { START_TEXTS } from './start-texts.js';
import type { Step } from './step.js';
import { curlOf, tokenCommand } from './step.js';
import { STEPS, TRAVELLERS } from './steps.js';

type Texts = (typeof START_TEXTS)[Look['language']];

/** What there is to try: on screens, and ready to paste. */
export function startPage(url: string, look: Look): Reply {
  const say = START_TEXTS[look.language];
  const tokens = TRAVELLERS.map((user) => tokenCommand(user, url)).join('\n');
  const main = markup`<div class="intro hero">
<h1>${say.title}</h1>
<p class="lead">${say.lead}</p>
</div>
<section class="intro">
<h2>${say.screens}</h2>
<ul class="tiles">
${say.cards.map(tile)}
</ul>
</section>
<section class="intro">
<h2>${say.programs}</h2>
<p>${say.tokens}</p>
<pre class="code" tabindex="0">${tokens}</pre>
<p>${say.steps}</p>
<ol class="steps">
${STEPS.map((step) => item(step, url, look, say))}
</ol>
</section>`;
  return page({ title: say.title, path: '/', main }, look);
}

const tile = ({ to, title, text, open }: Texts['cards'][number]): Markup => markup`<li class="card">
<h3>${title}</h3>
<p>${text}</p>
<a class="button" href="${to}">${open}</a>
</li>
`;

const item = (step: Step, url: string, look: Look, say: Texts): Markup => markup`<li>
<h3>${step.shows[look.language]}</h3>
<pre class="code" tabindex="0">${curlOf(step, url)}</pre>
<p class="hint">${say.answer}: ${step.status}</p>
<pre class="code answer" tabindex="0">${step.answer}</pre></li>
`;
