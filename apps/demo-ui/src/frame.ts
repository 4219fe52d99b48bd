import type { TemplateResult } from 'lit';
import { html } from 'lit';

import { mark } from '#libs/screen-design';

import type { DemoTexts } from './texts.js';

/** What stands around every page of the demo. */
export const frame = (say: DemoTexts, main: TemplateResult): TemplateResult =>
  html`<header class="top">
      <a class="brand" href="./">${mark()} Latchkey</a>
      <nav aria-label=${say.navigation}>
        <a href="./">${say.pages.start}</a>
        <a href="./profile" aria-current="page">${say.pages.profile}</a>
        <a href="./console">${say.pages.console}</a>
        <a href="./mailbox">${say.pages.mailbox}</a>
      </nav>
    </header>
    ${main}
    <footer class="foot">${say.foot}</footer>`;
