import { html, LitElement } from 'lit';

import type { Routes } from '#libs/client';
import { ApiClient, newIdempotencyKey } from '#libs/client';
import { languageFor, mark } from '#libs/screen-design';
import { loadEstimator } from '#libs/strength';

import { ResetFlow } from './reset-flow.js';
import type { ResetState } from './reset-state.js';
import { BEGINNING } from './reset-state.js';
import { stepView } from './reset-views.js';
import { resetTexts } from './texts.js';

/** `<latchkey-reset-page>`: the way out for who has forgotten a password. */
export class ResetPage extends LitElement {
  static override properties = { state: { state: true } };

  declare state: ResetState;
  readonly #language = languageFor(navigator.languages);
  readonly #flow: ResetFlow;

  constructor() {
    super();
    this.state = BEGINNING;
    const base = new URL('.', document.baseURI).href;
    const api = new ApiClient<Routes>({ base, language: () => this.#language });
    const tenant = new URLSearchParams(location.search).get('tenant') ?? undefined;
    this.#flow = new ResetFlow({ api, tenant, newKey: newIdempotencyKey, loadEstimator }, (state) =>
      this.#shown(state),
    );
  }

  /** In the page itself, whose stylesheet it uses. */
  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const say = resetTexts(this.#language);
    document.documentElement.lang = this.#language;
    document.title = `${say.title} – Latchkey`;
    this.#land();
    window.addEventListener('hashchange', () => this.#land());
  }

  override render() {
    const say = resetTexts(this.#language);
    const shown = { state: this.state, flow: this.#flow, say, language: this.#language };
    return html`<header class="top">
        <span class="brand">${mark()} Latchkey</span>
      </header>
      <main class="narrow"><div class="card">${stepView(shown)}</div></main>`;
  }

  /** The secret of a link is taken out of the address before anything else sees or keeps it. */
  #land(): void {
    const fragment = location.hash.slice(1);
    if (fragment === '') return;
    history.replaceState(null, '', location.pathname + location.search);
    void this.#flow.landed(fragment);
  }

  /** Whoever cannot see that the step is another one is taken to it. */
  #shown(state: ResetState): void {
    const moved = state.step !== this.state.step || state.second !== this.state.second;
    this.state = state;
    if (!moved) return;
    void this.updateComplete.then(() => {
      const field = this.querySelector<HTMLElement>('form input:not([type=radio])');
      (field ?? this.querySelector<HTMLElement>('h1'))?.focus();
    });
  }
}

customElements.define('latchkey-reset-page', ResetPage);
