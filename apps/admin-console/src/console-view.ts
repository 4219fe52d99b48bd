import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html, LitElement } from 'lit';

import type { AdminRoutes, ApiClient } from '#libs/client';
import type { ScreenLanguage } from '#libs/screen-design';
import { controls, icon, languageFor, tokens } from '#libs/screen-design';

import { consoleSheet } from './console-sheet.js';
import type { Trouble } from './draft.js';
import { troubleTexts } from './texts/trouble.js';

export type AdminApi = ApiClient<AdminRoutes>;

/** One page of the console: it is handed the way to ask and the language to speak. */
export abstract class ConsoleView extends LitElement {
  static override properties: PropertyDeclarations = {
    api: { attribute: false },
    language: {},
  };

  static override styles = [tokens, controls, consoleSheet];

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
  protected trouble(trouble: Trouble | undefined): TemplateResult | undefined {
    if (!trouble) return undefined;
    const say = troubleTexts(this.language);
    const { title, text } = say[trouble.kind];
    const needsSignIn = trouble.kind === 'unauthenticated' || trouble.kind === 'step-up';
    return html`<div class="note ${needsSignIn ? 'warn' : 'danger'}" role="alert">
      ${icon(needsSignIn ? 'lock' : 'alert')}
      <strong>${title}</strong>
      <p>${trouble.kind === 'refused' ? wordsOf(trouble.body, text) : text}</p>
      ${needsSignIn ? this.#signIn(say.signIn, trouble) : undefined}
    </div>`;
  }

  protected loading(): TemplateResult {
    return html`<p class="waiting" role="status">
      <span class="spinner"></span>${troubleTexts(this.language).loading}
    </p>`;
  }

  #signIn(label: string, trouble: Trouble): TemplateResult {
    const ask = () => {
      const detail = trouble.kind === 'step-up' ? { maxAge: trouble.maxAge } : {};
      const options = { detail, bubbles: true, composed: true };
      this.dispatchEvent(new CustomEvent('latchkey-step-up', options));
    };
    return html`<p><button class="button" @click=${ask}>${label}</button></p>`;
  }
}

interface ProblemWords {
  readonly detail?: unknown;
  readonly title?: unknown;
  readonly contradictions?: readonly { readonly text?: unknown }[];
}

/** Problem details say themselves what is wrong and, in a list, every part of it. */
function wordsOf(body: unknown, otherwise: string): string {
  const { detail, title, contradictions = [] } = (body ?? {}) as ProblemWords;
  const parts = contradictions.map(({ text }) => text).filter((text) => typeof text === 'string');
  if (parts.length > 0) return parts.join(' ');
  return [detail, title].find((text) => typeof text === 'string') ?? otherwise;
}
