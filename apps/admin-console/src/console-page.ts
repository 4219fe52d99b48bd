import { html, LitElement } from 'lit';

import { languageFor, mark } from '#libs/screen-design';

import type { LatchkeyConsole, ViewName } from './console-element.js';
import { isView } from './console-element.js';
import './latchkey-console.js';
import { PageSession } from './page-session.js';
import { consoleTexts } from './texts.js';
import type { SignInWish } from './trouble-note.js';

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
    const language = languageFor(navigator.languages);
    document.documentElement.lang = language;
    document.title = `${consoleTexts(language).title} – Latchkey`;
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
          @latchkey-step-up=${(event: CustomEvent<SignInWish>) => void this.#signIn(event.detail)}
        ></latchkey-console>
      </main>`;
  }

  /** What was not saved stays here: where only a fresh login is missing, it is made beside this page. */
  async #signIn({ reason, maxAge }: SignInWish): Promise<void> {
    const stepUp = reason === 'step-up';
    if (await this.#session.renew(maxAge)) {
      if (!stepUp) this.querySelector<LatchkeyConsole>('latchkey-console')?.refresh();
      return;
    }
    const { signIn } = this.#session;
    if (signIn === undefined) location.reload();
    else if (stepUp) open(signIn, '_blank', 'noopener');
    else location.assign(signIn);
  }
}

const viewInAddress = (): ViewName => {
  const name = location.hash.slice(1);
  return isView(name) ? name : 'multifactor';
};

customElements.define('latchkey-console-page', ConsolePage);
