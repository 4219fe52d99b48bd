import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html, LitElement } from 'lit';

import type { AdminRoutes, ApiClient } from '#libs/client';
import type { ScreenLanguage } from '#libs/screen-design';
import { content, controls, languageFor, tokens } from '#libs/screen-design';

import { consoleSheet } from './console-sheet.js';
import type { Draft, Trouble } from './drafts/draft.js';
import type { SignInWish } from './trouble-note.js';
import { troubleNote, unloadedNote } from './trouble-note.js';
import { troubleTexts } from './trouble-texts.js';

export type AdminApi = ApiClient<AdminRoutes>;

/** One page of the console: it is handed the way to ask and the language to speak. */
export abstract class ConsoleView extends LitElement {
  static override properties: PropertyDeclarations = {
    api: { attribute: false },
    language: {},
  };

  static override styles = [tokens, controls, content, consoleSheet];

  declare api: AdminApi | undefined;
  declare language: ScreenLanguage;

  constructor() {
    super();
    this.language = languageFor(navigator.languages);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.api) void this.open(this.api);
  }

  /** Asks what the page shows; again once somebody else is signed in. */
  protected abstract open(api: AdminApi): Promise<void>;

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('api') && changed.get('api') !== undefined && this.api)
      void this.open(this.api);
  }

  /** What stands between the reader and the page, in words, with what to do about it. */
  protected trouble(trouble: Trouble | undefined, isLoaded: boolean): TemplateResult | undefined {
    if (!trouble) return undefined;
    if (!isLoaded && (trouble.kind === 'busy' || trouble.kind === 'unreachable')) {
      return unloadedNote(trouble.kind, this.language, () => this.api && void this.open(this.api));
    }
    return troubleNote(trouble, this.language, (wish) => this.#askToSignIn(wish));
  }

  /** A page of settings: its heading, what stands in the way, and the settings once they are there. */
  protected page<Value>(
    say: { readonly title: string; readonly lead: string },
    draft: Draft<Value> | undefined,
    loaded: (draft: Draft<Value>, wished: Value) => TemplateResult,
  ): TemplateResult {
    const { phase, wished, trouble } = draft?.state ?? { phase: 'loading' };
    return html`<header>
        <h1>${say.title}</h1>
        <p class="lead">${say.lead}</p>
      </header>
      ${this.trouble(trouble, wished !== undefined)}
      ${phase === 'loading' ? this.loading() : undefined}
      ${draft && wished ? loaded(draft, wished) : undefined}`;
  }

  protected loading(): TemplateResult {
    return html`<p class="waiting" role="status">
      <span class="spinner"></span>${troubleTexts(this.language).loading}
    </p>`;
  }

  #askToSignIn(detail: SignInWish): void {
    const options = { detail, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent('latchkey-step-up', options));
  }
}
