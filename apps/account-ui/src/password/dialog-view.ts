import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';

import { icon } from '#libs/screen-design';

import { formView } from './form-view.js';
import type { Shown } from './shown.js';
import type { PasswordTexts } from './texts.js';

/** The whole dialog: its header, and what its phase has to say. */
export function dialogView(shown: Shown): TemplateResult {
  const { state, texts, send } = shown;
  return html`<div class="head" part="header">
      <h2 id="title" part="title">${texts[state.mode].title}</h2>
      <button
        type="button"
        class="icon-button"
        part="close"
        aria-label=${texts.close}
        aria-disabled=${state.phase === 'submitting' ? 'true' : 'false'}
        @click=${() => send({ type: 'dismissed' })}
      >
        ${icon('close')}
      </button>
    </div>
    ${bodyOf(shown)}`;
}

function bodyOf(shown: Shown): TemplateResult {
  const { state, texts, send } = shown;
  switch (state.phase) {
    case 'ready':
    case 'submitting':
      return formView(shown);
    case 'unauthenticated':
      return message('lock', texts.unauthenticated, texts.cancel, {
        label: texts.unauthenticated.action,
        act: () => send({ type: 'sign_in_asked' }),
        leave: () => send({ type: 'cancelled' }),
      });
    case 'step_up':
      return message('shield', texts.stepUp, texts.cancel, {
        label: texts.stepUp.action,
        act: () => send({ type: 'step_up_asked' }),
        leave: () => send({ type: 'cancelled' }),
      });
    case 'restricted': {
      const text = texts.restricted[state.restriction ?? 'forbidden'];
      const leave = () => send({ type: 'dismissed' });
      return message('lock', { title: texts.restricted.title, text }, texts.close, { leave });
    }
    case 'unavailable':
      return message('alert', texts.unavailable, texts.cancel, {
        label: texts.retry,
        act: () => send({ type: 'opened' }),
        leave: () => send({ type: 'cancelled' }),
      });
    case 'loading':
    case 'updated':
    case 'closed':
      return waiting(texts);
  }
}

const waiting = ({ loading }: PasswordTexts) =>
  html`<div class="body waiting" aria-busy="true">
    <div class="bone short"></div>
    <div class="bone"></div>
    <div class="bone short"></div>
    <div class="bone"></div>
    <div class="bone tall"></div>
    <p class="visually-hidden" role="status">${loading}</p>
  </div>`;

interface Ways {
  readonly label?: string;
  act?(): void;
  leave(): void;
}

const message = (
  sign: 'lock' | 'shield' | 'alert',
  { title, text }: { readonly title: string; readonly text: string },
  leaving: string,
  { label, act, leave }: Ways,
): TemplateResult =>
  html`<div class="body message" part="message" role="alert">
      <span class="sign">${icon(sign, 26)}</span>
      <h3>${title}</h3>
      <p>${text}</p>
    </div>
    <div class="foot" part="footer">
      <button type="button" class="button ${act ? '' : 'primary'}" part="cancel" @click=${leave}>
        ${leaving}
      </button>
      ${
        act
          ? html`<button type="button" class="button primary" part="action" @click=${act}>
              ${label}
            </button>`
          : nothing
      }
    </div>`;
