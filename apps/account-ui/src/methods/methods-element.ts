import { html, LitElement, nothing, unsafeCSS } from 'lit';

import type { Routes, TokenSource } from '#libs/client';
import { ApiClient } from '#libs/client';
import type { IconName, ScreenLanguage } from '#libs/screen-design';
import { controls, icon, languageFor, tokens } from '#libs/screen-design';

import { OWN_BASE } from '../own-base.js';
import sheet from './methods.css?inline';
import type { ShownMethod } from './shown-methods.js';
import { shownMethods } from './shown-methods.js';
import { methodTexts } from './texts.js';

const ICONS: Readonly<Record<string, IconName>> = {
  PASSWORD: 'key',
  EMAIL: 'mail',
  SMS: 'phone',
  IVR: 'phone',
  TOTP: 'clock',
  BACKUPCODE: 'list',
  PUSH: 'bell',
  TOUCHID: 'finger',
};

type Shown = readonly ShownMethod[] | 'loading' | 'signed_out' | 'unavailable';

/** `<latchkey-methods>`: with which methods somebody can sign in, and which they could set up. */
export class MethodsElement extends LitElement {
  static override styles = [tokens, controls, unsafeCSS(sheet)];
  static override properties = { api: { type: String }, shown: { state: true } };

  /** Where verification-srv is; without it where this module came from. */
  declare api: string;
  declare shown: Shown;

  token: string | TokenSource | undefined;

  constructor() {
    super();
    this.api = OWN_BASE;
    this.shown = 'loading';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.refresh();
  }

  /** Asks again: after a change of the password, or another sign-in. */
  async refresh(): Promise<void> {
    const api = new ApiClient<Routes>({
      base: this.api,
      token: () => (typeof this.token === 'function' ? this.token() : this.token),
    });
    const [available, configured] = await Promise.all([
      api.send('GET /verification-srv/config/list'),
      api.send('POST /verification-srv/v2/setup/users/configured/list', { body: {} }),
    ]);
    if (available.kind === 'ok' && configured.kind === 'ok') {
      this.shown = shownMethods(available.body, configured.body.data.configured_list);
      return;
    }
    const refused = available.kind === 'refused' ? available : configured;
    const signedOut = refused.kind === 'refused' && refused.status === 401;
    this.shown = signedOut ? 'signed_out' : 'unavailable';
  }

  override render() {
    const say = methodTexts(this.#language());
    const { shown } = this;
    if (shown === 'loading') {
      return html`<div aria-busy="true">
        ${[1, 2, 3].map(() => html`<div class="bone"></div>`)}
        <p class="visually-hidden" role="status">${say.loading}</p>
      </div>`;
    }
    if (shown === 'signed_out') return html`<p class="hint">${say.signedOut}</p>`;
    if (shown === 'unavailable') return html`<p class="hint" role="alert">${say.unavailable}</p>`;
    return html`<ul part="list">
      ${shown.map((method) => this.#row(method))}
    </ul>`;
  }

  #row({ type, state, mediums }: ShownMethod) {
    const say = methodTexts(this.#language());
    const states = { configured: say.ready, available: say.notReady, off: say.off };
    const names: Readonly<Record<string, string>> = say.names;
    return html`<li class=${state} part="method" data-type=${type}>
      <span class="sign">${icon(ICONS[type] ?? 'shield')}</span>
      <span>
        <span class="name">${names[type] ?? type}</span>
        ${mediums.map((medium) => (medium ? html`<span class="medium">${medium}</span>` : nothing))}
      </span>
      <span class="state">${states[state]}</span>
    </li>`;
  }

  #language(): ScreenLanguage {
    const around = this.closest('[lang]')?.getAttribute('lang');
    return languageFor(around ? [around] : navigator.languages);
  }
}

if (!customElements.get('latchkey-methods')) {
  customElements.define('latchkey-methods', MethodsElement);
}
