import { html, LitElement } from 'lit';

import { languageFor, mark } from '#libs/screen-design';

import type { ViewName } from './console-element.js';
import { isView } from './console-element.js';
import './latchkey-console.js';
import { PageSession } from './page-session.js';
import { consoleTexts } from './texts/console.js';

/** The console as a page of its own, for platforms that hand out tokens to their own pages. */
export class ConsolePage extends LitElement {
  static override properties = { view: { state: true } };

  declare view: ViewName;

  readonly #session = new PageSession(new URL('.', document.baseURI).href);

  constructor() {
    super();
    this.view = viewInAddress();
  }

  /** In the page itself, whose stylesheet it uses. */
  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.documentElement.lang = languageFor(navigator.languages);
    addEventListener('hashchange', () => (this.view = viewInAddress()));
  }

  override render() {
    const say = consoleTexts(languageFor(navigator.languages));
    return html`<header class="top">
        <a class="brand" href="./console">${mark()} Latchkey</a>
        <span>${say.title}</span>
      </header>
      <main>
        <latchkey-console
          .token=${this.#session.token}
          .view=${this.view}
          @latchkey-view=${(event: CustomEvent<{ view: ViewName }>) => {
            location.hash = event.detail.view;
          }}
          @latchkey-step-up=${this.#signIn}
        ></latchkey-console>
      </main>`;
  }

  #signIn = (): void => {
    const { signIn } = this.#session;
    this.#session.forget();
    if (signIn === undefined) location.reload();
    else location.assign(signIn);
  };
}

const viewInAddress = (): ViewName => {
  const name = location.hash.slice(1);
  return isView(name) ? name : 'multifactor';
};

customElements.define('latchkey-console-page', ConsolePage);
