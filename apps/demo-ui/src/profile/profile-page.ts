import { html, LitElement, nothing } from 'lit';

import type { Routes } from '#libs/client';
import { ApiClient } from '#libs/client';
import { languageFor } from '#libs/screen-design';

import { frame } from '../frame.js';
import type { SignedIn } from '../session.js';
import { Session } from '../session.js';
import '../sign-in/sign-in-element.js';
import { demoTexts } from '../texts.js';
import type { Methods, PasswordDialogElement } from './embedded.js';
import { accountView, editView, signedOutView } from './profile-views.js';

/** `<demo-profile>`: a profile page as a host would build it, with our two elements on it. */
export class ProfilePage extends LitElement {
  static override properties = {
    who: { state: true },
    known: { state: true },
    editing: { state: true },
    hasPassword: { state: true },
    changed: { state: true },
    proving: { state: true },
  };

  readonly session = new Session();
  readonly #api = new ApiClient<Routes>({
    base: new URL('.', document.baseURI).href,
    token: this.session.token,
  });
  declare who: SignedIn | undefined;
  /** Whether it is known yet if somebody is signed in. */
  declare known: boolean;
  declare editing: boolean;
  declare hasPassword: boolean;
  declare changed: boolean;
  declare proving: boolean;

  constructor() {
    super();
    this.known = this.editing = this.changed = this.proving = false;
    this.hasPassword = true;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const language = languageFor(navigator.languages);
    document.documentElement.lang = language;
    document.title = `${demoTexts(language).pages.profile} – Latchkey`;
    void this.refresh();
  }

  async refresh(): Promise<void> {
    const who = await this.session.who();
    const due = who && (await this.#api.send('GET /password-srv/requirements'));
    if (due?.kind === 'ok') this.hasPassword = due.body.action !== 'set';
    this.who = who;
    this.known = true;
  }

  override render() {
    const say = demoTexts(languageFor(navigator.languages));
    const page = { say, page: this };
    const body = !this.known
      ? html`<p class="visually-hidden" role="status">${say.loading}</p>`
      : this.who
        ? this.editing
          ? editView(page, this.who)
          : accountView(page, this.who)
        : signedOutView(page);
    return frame(
      say,
      'profile',
      html`<main>
          ${this.changed ? html`<div class="note" role="status"><p>${say.changed}</p></div>` : nothing}
          ${body}
        </main>
        ${this.#dialogs()}`,
    );
  }

  #dialogs() {
    const say = demoTexts(languageFor(navigator.languages));
    return html`<latchkey-password
        .token=${this.session.token}
        username=${this.who?.email ?? ''}
        @latchkey-state=${(event: CustomEvent<{ state?: string }>) => this.#told(event.detail)}
        @latchkey-step-up=${() => this.#prove()}
        @latchkey-sign-in=${() => this.#toSignIn()}
      ></latchkey-password>
      <dialog class="proving card" aria-labelledby="proving-title">
        <h2 id="proving-title">${say.again}</h2>
        ${
          this.proving
            ? html`<demo-sign-in
                .session=${this.session}
                only=${this.who?.user ?? ''}
                @signed-in=${() => void this.#proven()}
              ></demo-sign-in>`
            : nothing
        }
        <button type="button" class="button" @click=${() => this.#stopProving()}>
          ${say.close}
        </button>
      </dialog>`;
  }

  edit(editing: boolean): void {
    this.editing = editing;
    this.changed = false;
  }

  openDialog(): void {
    this.changed = false;
    this.#password?.show();
  }

  async signOut(): Promise<void> {
    await this.session.signOut();
    this.editing = this.changed = false;
    await this.refresh();
  }

  async signedIn(): Promise<void> {
    await this.refresh();
    const methods = this.querySelector<Methods>('latchkey-methods');
    await methods?.refresh();
  }

  #told({ state }: { readonly state?: string }): void {
    if (state !== 'password_updated') return;
    this.changed = true;
    this.hasPassword = true;
    void this.querySelector<Methods>('latchkey-methods')?.refresh();
  }

  #prove(): void {
    this.proving = true;
    this.#proof?.showModal();
  }

  async #proven(): Promise<void> {
    this.#stopProving();
    await this.refresh();
    this.#password?.proven();
  }

  #stopProving(): void {
    this.proving = false;
    this.#proof?.close();
  }

  #toSignIn(): void {
    this.#password?.close();
    this.who = undefined;
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('demo-sign-in button')?.focus(),
    );
  }

  get #password(): PasswordDialogElement | null {
    return this.querySelector('latchkey-password');
  }

  get #proof(): HTMLDialogElement | null {
    return this.querySelector('dialog.proving');
  }
}

customElements.define('demo-profile', ProfilePage);
