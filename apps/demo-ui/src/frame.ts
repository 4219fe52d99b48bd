import type { TemplateResult } from 'lit';
import { html } from 'lit';

import { mark } from '#libs/screen-design';

import type { DemoTexts } from './texts.js';

type PageName = 'profile' | 'console';

/** What stands around every page of the demo. */
export const frame = (say: DemoTexts, current: PageName, main: TemplateResult): TemplateResult =>
  html`<header class="top">
      <a class="brand" href="./">${mark()} Latchkey</a>
      <nav aria-label=${say.navigation}>
        <a href="./">${say.pages.start}</a>
        ${link('profile', say, current)} ${link('console', say, current)}
        <a href="./mailbox">${say.pages.mailbox}</a>
      </nav>
    </header>
    ${main}
    <footer class="foot">${say.foot}</footer>`;

const link = (page: PageName, say: DemoTexts, current: PageName): TemplateResult =>
  html`<a href=${`./${page}`} aria-current=${page === current ? 'page' : 'false'}
    >${say.pages[page]}</a
  >`;
