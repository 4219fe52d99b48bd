import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

import { icon } from '#libs/screen-design';

export interface PasswordFieldWish {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly visible: boolean;
  readonly autocomplete: 'current-password' | 'new-password';
  /** What generators of passwords read (Apple's attribute). */
  readonly passwordRules?: string | undefined;
  readonly words: { readonly show: string; readonly hide: string };
  readonly error?: string | undefined;
  /** The id of what says more about the field. */
  readonly describedBy?: string;
  readonly readonly?: boolean;
  typed(text: string): void;
  toggled(): void;
}

/** A password with its label, a toggle that reveals it, and what is wrong with it. */
export function passwordField(wish: PasswordFieldWish): TemplateResult {
  const { id, error, describedBy } = wish;
  const described = [error ? `${id}-error` : '', describedBy ?? ''].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for=${id}>${wish.label}</label>
    <div class="box ${error ? 'wrong' : ''}">${inputOf(wish, described)} ${toggleOf(wish)}</div>
    ${
      error
        ? html`<p class="error" id="${id}-error" role="alert">${icon('alert', 18)} ${error}</p>`
        : nothing
    }
  </div>`;
}

/** No limit of length: what is too long is told, never cut (NIST SP 800-63B-4 §3.1.1.2). */
const inputOf = (wish: PasswordFieldWish, described: string) =>
  html`<input
    id=${wish.id}
    class=${wish.visible ? '' : 'secret'}
    type=${wish.visible ? 'text' : 'password'}
    name=${wish.id}
    autocomplete=${wish.autocomplete}
    passwordrules=${wish.passwordRules ?? nothing}
    autocapitalize="none"
    autocorrect="off"
    spellcheck="false"
    required
    dir="auto"
    ?readonly=${wish.readonly}
    aria-invalid=${wish.error ? 'true' : 'false'}
    aria-describedby=${described || nothing}
    .value=${live(wish.text)}
    @input=${(event: InputEvent) => wish.typed((event.target as HTMLInputElement).value)}
  />`;

const toggleOf = ({ id, label, visible, words, toggled }: PasswordFieldWish) =>
  html`<button
    type="button"
    class="icon-button"
    aria-controls=${id}
    aria-pressed=${visible ? 'true' : 'false'}
    aria-label="${words.show}: ${label}"
    title=${visible ? words.hide : words.show}
    @click=${toggled}
  >
    ${icon(visible ? 'eye-off' : 'eye')}
  </button>`;
