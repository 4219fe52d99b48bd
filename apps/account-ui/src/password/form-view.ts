import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';

import { icon } from '#libs/screen-design';

import { passwordField } from '../fields/password-field.js';
import { rulesList } from '../fields/rules.js';
import { strengthView } from '../fields/strength.js';
import { complaintText } from './complaint-text.js';
import type { Shown } from './shown.js';
import type { DialogState, Field } from './state.js';
import { canSubmit } from './validity.js';

/** The published elements, in their order: fields, rules, the way out, then the two buttons. */
export function formView(shown: Shown): TemplateResult {
  const { state, texts, username, submit } = shown;
  const sent = (event: SubmitEvent): void => {
    event.preventDefault();
    submit();
  };
  return html`<form novalidate @submit=${sent}>
    <div class="body" part="body">
      ${state.mustChange ? note('warn', texts.mustChange) : nothing}
      ${
        state.complaint?.about === 'form'
          ? note('danger', complaintText(state.complaint, texts))
          : nothing
      }
      ${state.mode === 'set' ? html`<p class="lead">${texts.setLead}</p>` : nothing}
      <input
        class="visually-hidden"
        type="text"
        name="username"
        autocomplete="username"
        aria-hidden="true"
        tabindex="-1"
        readonly
        .value=${username}
      />
      ${state.mode === 'change' ? field(shown, 'current') : nothing} ${field(shown, 'next')}
      ${
        state.texts.next === '' || isBreached(state)
          ? nothing
          : strengthView(state.strength, texts.strength, shown.language)
      }
      ${state.mode === 'set' ? field(shown, 'again') : nothing}
      ${rulesList('rules', state.requirements, texts.rules, state.evaluation !== undefined)}
      ${state.mode === 'change' ? wayOut(shown) : nothing}
    </div>
    ${buttons(shown)}
  </form>`;
}

function field(shown: Shown, which: Field): TemplateResult {
  const { state, texts, send } = shown;
  const { complaint, policy } = state;
  const differs = which === 'again' && state.texts.again !== '' && !begins(state.texts);
  const complained = complaint?.about === which ? complaintText(complaint, texts) : undefined;
  return passwordField({
    id: `${which === 'next' ? 'new' : which}-password`,
    label: texts[which],
    text: state.texts[which],
    visible: state.visible[which],
    autocomplete: which === 'current' ? 'current-password' : 'new-password',
    words: texts.reveal,
    readonly: state.phase === 'submitting',
    error: complained ?? (differs ? texts.differs : undefined),
    ...(which !== 'current' && { passwordRules: policy?.passwordrules }),
    ...(which === 'next' && { describedBy: 'rules' }),
    typed: (text) => send({ type: 'typed', field: which, text }),
    toggled: () => send({ type: 'toggled', field: which }),
  });
}

/** What attackers try first is not strong, however hard it would be to guess. */
const isBreached = ({ requirements }: DialogState): boolean =>
  requirements.some(({ code, state }) => code === 'breached' && state === 'unsatisfied');

/** Whoever is still typing the same is not told that it differs. */
const begins = ({ next, again }: Readonly<Record<Field, string>>): boolean =>
  next.startsWith(again);

const note = (kind: 'warn' | 'danger', text: string) =>
  html`<div class="note ${kind}" role="alert">
    ${icon('alert')}
    <p>${text}</p>
  </div>`;

function wayOut({ texts, resetHref, forgot }: Shown): TemplateResult {
  return html`<p class="way-out">
    <a part="reset-password" href=${resetHref} @click=${forgot}>${texts.forgot}</a>
  </p>`;
}

function buttons({ state, texts, send }: Shown): TemplateResult {
  const submitting = state.phase === 'submitting';
  return html`<div class="foot" part="footer">
    <button
      type="button"
      class="button"
      part="cancel"
      aria-disabled=${submitting ? 'true' : 'false'}
      @click=${() => send({ type: 'cancelled' })}
    >
      ${texts.cancel}
    </button>
    <button
      type="submit"
      class="button primary"
      part="update-password"
      aria-disabled=${canSubmit(state) ? 'false' : 'true'}
      aria-busy=${submitting ? 'true' : 'false'}
    >
      ${
        submitting
          ? html`<span class="spinner" aria-hidden="true"></span>${texts.submitting}`
          : texts[state.mode].submit
      }
    </button>
  </div>`;
}
