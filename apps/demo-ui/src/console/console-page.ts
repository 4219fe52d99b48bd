import type { TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';

import { languageFor } from '#libs/screen-design';

import { frame } from '../frame.js';
import type { SignedIn } from '../session.js';
import { Session } from '../session.js';
import '../sign-in/sign-in-element.js';
import type { DemoTexts } from '../texts.js';
import { demoTexts } from '../texts.js';

/** The element that this page embeds, as far as a host needs to know it. */
interface Console extends HTMLElement {
  refresh(): void;
}

/** `<demo-console>`: the admin page of a host, with our console on it. */
export class ConsolePage extends LitElement {
  static override properties = {
    who: { state: true },
    known: { state: true },
    view: { state: true },
    proving: { state: true },
  };

  readonly session = new Session();
  declare who: SignedIn | undefined;
  /** Whether it is known yet if somebody is signed in. */
  declare known: boolean;
  declare view: string;
  declare proving: boolean;

  /** Why somebody signs in anew. */
  #reason = '';

  constructor() {
    super();
    this.known = this.proving = false;
    this.view = viewInAddress();
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const language = languageFor(navigator.languages);
    document.documentElement.lang = language;
    document.title = `${demoTexts(language).pages.console} – Latchkey`;
    addEventListener('hashchange', () => (this.view = viewInAddress()));
    void this.refresh();
  }

  async refresh(): Promise<void> {
    this.who = await this.session.who();
    this.known = true;
  }

  override render() {
    const say = demoTexts(languageFor(navigator.languages));
    const body = this.who ? this.#signedIn(say) : this.#signedOut(say);
    const main = this.known
      ? body
      : html`<p class="visually-hidden" role="status">${say.loading}</p>`;
    return frame(
      say,
      'console',
      html`<main>${main}</main>
        ${this.#proof(say)}`,
    );
  }

  #signedOut(say: DemoTexts): TemplateResult {
    return html`<div class="intro">
        <h1>${say.console.title}</h1>
        <p class="lead">${say.console.lead}</p>
      </div>
      <section class="card sign-in">
        <demo-sign-in
          .session=${this.session}
          @signed-in=${() => void this.refresh()}
        ></demo-sign-in>
      </section>`;
  }

  #signedIn(say: DemoTexts): TemplateResult {
    return html`<latchkey-console
        .token=${this.session.token}
        view=${this.view}
        @latchkey-view=${(event: CustomEvent<{ view: string }>) => {
          location.hash = event.detail.view;
        }}
        @latchkey-step-up=${(event: CustomEvent<{ reason: string }>) => {
          this.#reason = event.detail.reason;
          this.#prove(true);
        }}
      ></latchkey-console>
      <p>
        <button type="button" class="button" @click=${() => void this.#signOut()}>
          ${say.signOut}
        </button>
      </p>`;
  }

  #proof(say: DemoTexts): TemplateResult {
    const signIn = html`<demo-sign-in
      .session=${this.session}
      only=${this.who?.user ?? ''}
      @signed-in=${() => this.#proven()}
    ></demo-sign-in>`;
    return html`<dialog class="proving card" aria-labelledby="proving-title">
      <h2 id="proving-title">${say.again}</h2>
      ${this.proving ? signIn : nothing}
      <button type="button" class="button" @click=${() => this.#prove(false)}>${say.close}</button>
    </dialog>`;
  }

  /** The draft that could not be saved stays where it is, on the page behind the dialog. */
  #prove(proving: boolean): void {
    this.proving = proving;
    const dialog = this.querySelector('dialog');
    if (proving) dialog?.showModal();
    else dialog?.close();
  }

  #proven(): void {
    this.#prove(false);
    if (this.#reason === 'unauthenticated')
      this.querySelector<Console>('latchkey-console')?.refresh();
  }

  async #signOut(): Promise<void> {
    await this.session.signOut();
    await this.refresh();
  }
}

const viewInAddress = (): string => location.hash.slice(1) || 'multifactor';

customElements.define('demo-console', ConsolePage);
