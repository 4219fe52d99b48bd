import type { TemplateResult } from 'lit';
import { html, LitElement } from 'lit';

import type { AdminRoutes, TokenSource } from '#libs/client';
import { ApiClient } from '#libs/client';
import type { ScreenLanguage } from '#libs/screen-design';
import { content, controls, languageFor, tokens } from '#libs/screen-design';

import { consoleSheet } from './console-sheet.js';
import { consoleTexts } from './texts.js';

/** In the order of the tabs. */
export const VIEWS = [
  ...(['multifactor', 'policy', 'exemptions'] as const),
  ...(['breach', 'clients', 'audit'] as const),
] as const;
export type ViewName = (typeof VIEWS)[number];

export const isView = (name: string): name is ViewName => VIEWS.some((view) => view === name);

/**
 * The settings of a tenant, for a page of ours or of a host. The page hands over `token`, which is
 * asked with every request and kept nowhere, and `base`, where our services answer; it hears of
 * `latchkey-view` (a page was chosen) and `latchkey-step-up` (somebody has to sign in anew).
 */
export class LatchkeyConsole extends LitElement {
  static override properties = {
    base: {},
    language: {},
    view: { reflect: true },
    token: { attribute: false },
  };

  static override styles = [tokens, controls, content, consoleSheet];

  declare base: string;
  declare language: ScreenLanguage;
  declare view: ViewName;
  declare token: TokenSource | undefined;

  #api: ApiClient<AdminRoutes> | undefined;

  constructor() {
    super();
    this.base = './';
    this.language = languageFor(navigator.languages);
    this.view = 'multifactor';
  }

  /** Asks again, after somebody has signed in. */
  refresh(): void {
    const { token } = this;
    this.#api = new ApiClient<AdminRoutes>({
      base: new URL(this.base, document.baseURI).href,
      language: () => this.language,
      ...(token && { token }),
    });
    this.requestUpdate();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!this.#api || changed.has('token') || changed.has('base')) this.refresh();
  }

  /** On a narrow screen the tabs are wider than it. */
  protected override updated(changed: Map<string, unknown>): void {
    if (!changed.has('view')) return;
    const tab = this.renderRoot.querySelector('.tabs [aria-current=page]');
    tab?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  override render(): TemplateResult {
    const say = consoleTexts(this.language);
    return html`<div class="console" lang=${this.language}>
      <nav class="tabs" aria-label=${say.pages}>
        ${VIEWS.map((name) => {
          const current = name === this.view ? 'page' : 'false';
          return html`<a href=${`#${name}`} aria-current=${current} @click=${this.#choose}
            >${say[name]}</a
          >`;
        })}
      </nav>
      <div class="view">${this.#shown()}</div>
    </div>`;
  }

  #shown(): TemplateResult {
    const [api, language] = [this.#api, this.language];
    switch (this.view) {
      case 'multifactor':
        return html`<latchkey-multifactor
          .api=${api}
          .language=${language}
        ></latchkey-multifactor>`;
      case 'policy':
        return html`<latchkey-policy .api=${api} .language=${language}></latchkey-policy>`;
      case 'exemptions':
        return html`<latchkey-exemptions .api=${api} .language=${language}></latchkey-exemptions>`;
      case 'clients':
        return html`<latchkey-clients .api=${api} .language=${language}></latchkey-clients>`;
      case 'breach':
        return html`<latchkey-breach .api=${api} .language=${language}></latchkey-breach>`;
      case 'audit':
        return html`<latchkey-audit .api=${api} .language=${language}></latchkey-audit>`;
    }
  }

  #choose = (event: Event): void => {
    event.preventDefault();
    const name = (event.currentTarget as HTMLAnchorElement).hash.slice(1);
    if (!isView(name)) return;
    this.view = name;
    this.dispatchEvent(new CustomEvent('latchkey-view', { detail: { view: name } }));
  };
}
