import type { PropertyValues } from 'lit';
import { html, LitElement } from 'lit';

import type { Routes, TokenSource } from '#libs/client';
import { ApiClient, newIdempotencyKey } from '#libs/client';
import type { ScreenLanguage } from '#libs/screen-design';
import { controls, languageFor, tokens } from '#libs/screen-design';
import { loadEstimator } from '#libs/strength';

import { fieldsSheet } from '../fields/sheet.js';
import { OWN_BASE } from '../own-base.js';
import { dialogView } from './dialog-view.js';
import { PasswordDialog } from './password-dialog.js';
import { dialogSheet } from './sheet.js';
import type { DialogState } from './state.js';
import { CLOSED } from './state.js';
import { passwordTexts } from './texts.js';

/**
 * `<latchkey-password>`: the dialog in which people change their password, or set their first one.
 *
 * A host sets `token` (a text, or a function that answers one) and calls `show()`, or sets `open`. It
 * hears `latchkey-state` with the published outputs, `latchkey-step-up`, `latchkey-sign-in`,
 * `latchkey-reset` (cancelable; `reset-href` is followed otherwise) and `latchkey-close`.
 */
export class PasswordElement extends LitElement {
  static override styles = [tokens, controls, fieldsSheet, dialogSheet];

  static override properties = {
    open: { type: Boolean, reflect: true },
    api: { type: String },
    username: { type: String },
    resetHref: { type: String, attribute: 'reset-href' },
    state: { state: true },
  };

  declare open: boolean;
  /** Where the interfaces are; without it where this module came from. */
  declare api: string;
  /** What password managers keep the password under. Never sent. */
  declare username: string;
  declare resetHref: string;
  declare state: DialogState;

  /** Never an attribute, so that no markup holds a token. */
  token: string | TokenSource | undefined;

  #dialog: PasswordDialog | undefined;
  #goesItself = false;

  constructor() {
    super();
    this.open = false;
    this.api = OWN_BASE;
    this.username = '';
    this.resetHref = new URL('reset', OWN_BASE).href;
    this.state = CLOSED;
  }

  show(): void {
    this.open = true;
  }

  close(): void {
    this.open = false;
  }

  /** After the host has renewed the session: goes on where it stopped. */
  proven(): void {
    this.#dialog?.send({ type: 'proven' });
  }

  override render() {
    const language = this.#language();
    const dialog = (this.#dialog ??= this.#made());
    const shown = {
      state: this.state,
      texts: passwordTexts(language),
      language,
      username: this.username,
      resetHref: this.resetHref,
      send: dialog.send.bind(dialog),
      submit: () => this.#submit(dialog),
      forgot: (event: Event) => this.#forgot(dialog, event),
    };
    return html`<dialog
      part="dialog"
      aria-labelledby="title"
      lang=${language}
      @cancel=${(event: Event) => {
        event.preventDefault();
        dialog.send({ type: 'dismissed' });
      }}
    >
      <div class="sheet">${dialogView(shown)}</div>
    </dialog>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const box = this.renderRoot.querySelector('dialog');
    if (changed.has('open') && box) {
      if (this.open && !box.open) {
        box.showModal();
        this.#dialog?.send({ type: 'opened' });
      } else if (!this.open && box.open) {
        box.close();
        this.#dialog?.send({ type: 'dismissed' });
      }
    }
    if (changed.has('state')) this.#guideFocus(changed.get('state'));
  }

  /** The link is followed unless the host says that it goes there itself. */
  #forgot(dialog: PasswordDialog, event: Event): void {
    this.#goesItself = false;
    dialog.send({ type: 'reset_asked' });
    if (this.#goesItself) event.preventDefault();
  }

  /** Somebody who presses a button that is not ready is taken to what it waits for. */
  #submit(dialog: PasswordDialog): void {
    dialog.submit();
    if (dialog.state.phase !== 'ready') return;
    const { mode, texts } = dialog.state;
    this.#focus(mode === 'change' && texts.current === '' ? 'current-password' : 'new-password');
  }

  /** To the first field when there are fields, to the one that a complaint is about. */
  #guideFocus(before: DialogState | undefined): void {
    const { phase, mode, complaint } = this.state;
    if (phase !== 'ready' || before?.phase === 'ready') return;
    if (complaint?.about === 'next') return this.#focus('new-password');
    this.#focus(mode === 'change' ? 'current-password' : 'new-password');
  }

  #focus(id: string): void {
    this.renderRoot.querySelector<HTMLElement>(`#${id}`)?.focus();
  }

  #language(): ScreenLanguage {
    const around = this.closest('[lang]')?.getAttribute('lang');
    return languageFor(around ? [around] : navigator.languages);
  }

  #made(): PasswordDialog {
    const api = new ApiClient<Routes>({
      base: this.api,
      token: () => (typeof this.token === 'function' ? this.token() : this.token),
      language: () => this.#language(),
    });
    const tell = (name: string, detail?: unknown, cancelable = false) =>
      this.dispatchEvent(
        new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }),
      );
    const later = (work: () => void, milliseconds: number) => {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    };
    return new PasswordDialog(
      { api, loadEstimator, newKey: newIdempotencyKey, later },
      {
        changed: (state) => (this.state = state),
        told: (output) => void tell('latchkey-state', output),
        stepUp: (asked) => void tell('latchkey-step-up', asked),
        navigate: (to) => {
          const name = to === 'sign-in' ? 'latchkey-sign-in' : 'latchkey-reset';
          this.#goesItself = !tell(name, undefined, true);
        },
        close: () => {
          this.open = false;
          tell('latchkey-close');
        },
      },
    );
  }
}

if (!customElements.get('latchkey-password')) {
  customElements.define('latchkey-password', PasswordElement);
}
