import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';

import type { ScreenLanguage } from '#libs/screen-design';
import { icon } from '#libs/screen-design';

import { passwordField } from '../fields/password-field.js';
import { rulesList } from '../fields/rules.js';
import { strengthView } from '../fields/strength.js';
import type { ResetFlow } from './reset-flow.js';
import type { ResetState, Way } from './reset-state.js';
import { canSend, rulesOf } from './reset-state.js';
import type { ResetTexts } from './texts.js';

export interface ShownReset {
  readonly state: ResetState;
  readonly flow: ResetFlow;
  readonly say: ResetTexts;
  readonly language: ScreenLanguage;
}

/** The step that the reset is at. */
export function stepView(shown: ShownReset): TemplateResult {
  switch (shown.state.step) {
    case 'ask':
      return askView(shown);
    case 'sent':
      return messageView('mail', shown.say.sent, shown, shown.say.sent.nothing);
    case 'code':
      return codeView(shown);
    case 'factor':
      return messageView('lock', shown.say.factor, shown, shown.say.factor.nothing);
    case 'password':
      return passwordView(shown);
    case 'done':
      return messageView('check', shown.say.done, shown);
  }
}

const trouble = ({ state, say }: ShownReset): TemplateResult | typeof nothing =>
  state.trouble
    ? html`<div class="note danger" role="alert">
        ${icon('alert')}
        <p>${say.troubles[state.trouble]}</p>
      </div>`
    : nothing;

const primary = (text: string, { state, say }: ShownReset, ready = true) =>
  html`<button
    class="button primary"
    aria-disabled=${ready && !state.busy ? 'false' : 'true'}
    aria-busy=${state.busy ? 'true' : 'false'}
  >
    ${state.busy ? html`<span class="spinner" aria-hidden="true"></span>${say.loading}` : text}
  </button>`;

/** Reads one named field of a form that was sent. */
const sending = (field: string, act: (text: string) => void) => (event: SubmitEvent) => {
  event.preventDefault();
  const input = (event.target as HTMLFormElement).elements.namedItem(field);
  act((input as HTMLInputElement).value);
};

function askView(shown: ShownReset): TemplateResult {
  const { say, flow, state } = shown;
  return html`<h1>${say.title}</h1>
    <p class="lead">${say.lead}</p>
    <form class="stack" @submit=${sending('name', (name) => void flow.ask(name))}>
      ${trouble(shown)}
      <div class="field">
        <label for="name">${say.name}</label>
        <div class="box">
          <input id="name" name="name" autocomplete="username" autocapitalize="none" required />
        </div>
      </div>
      <fieldset class="ways">
        <legend>${say.ways}</legend>
        ${(['link', 'code', 'sms'] as const).map((way) => wayView(way, say, state, flow))}
      </fieldset>
      ${primary(say.send, shown)}
    </form>`;
}

const wayView = (way: Way, say: ResetTexts, state: ResetState, flow: ResetFlow) =>
  html`<label class="way">
    <input
      type="radio"
      name="way"
      value=${way}
      .checked=${state.way === way}
      @change=${() => flow.choose(way)}
    />
    <span
      ><strong>${say.way[way].title}</strong><br /><span class="hint"
        >${say.way[way].hint}</span
      ></span
    >
  </label>`;

function codeView(shown: ShownReset): TemplateResult {
  const { say, state, flow } = shown;
  return html`<h1>${say.code.title}</h1>
    <p class="lead">${state.second ? say.code.second : say.code[state.medium]}</p>
    <form class="stack" @submit=${sending('code', (code) => void flow.enterCode(code))}>
      ${trouble(shown)}
      <div class="field">
        <label for="code">${say.code.label}</label>
        <div class="box">
          <input
            id="code"
            name="code"
            class="code-input"
            inputmode="numeric"
            autocomplete="one-time-code"
            required
          />
        </div>
      </div>
      ${primary(say.code.submit, shown)}
    </form>
    <p>${beginAgain(shown)}</p>`;
}

const beginAgain = ({ say, flow }: ShownReset) =>
  html`<button type="button" class="link-button" @click=${() => flow.beginAgain()}>
    ${say.beginAgain}
  </button>`;

function passwordView(shown: ShownReset): TemplateResult {
  const { say, state, flow, language } = shown;
  const sent = (event: SubmitEvent): void => {
    event.preventDefault();
    void flow.submit();
  };
  const { next } = state;
  const strength = next === '' ? nothing : strengthView(state.strength, say.strength, language);
  return html`<h1>${say.password.title}</h1>
    <form class="stack" novalidate @submit=${sent}>
      ${trouble(shown)} ${field(shown, 'next')} ${strength} ${field(shown, 'again')}
      ${rulesList('rules', rulesOf(state), say.rules, false)}
      ${primary(say.password.submit, shown, canSend(state))}
    </form>`;
}

function field({ say, state, flow }: ShownReset, which: 'next' | 'again'): TemplateResult {
  const differs = which === 'again' && !state.next.startsWith(state.again);
  return passwordField({
    id: which === 'next' ? 'new-password' : 'again-password',
    label: say[which],
    text: state[which],
    visible: state.visible,
    autocomplete: 'new-password',
    passwordRules: state.policy?.passwordrules,
    words: say.reveal,
    readonly: state.busy,
    error: differs ? say.differs : undefined,
    ...(which === 'next' && { describedBy: 'rules' }),
    typed: (text) => flow.type(which, text),
    toggled: () => flow.reveal(),
  });
}

const messageView = (
  sign: 'mail' | 'check' | 'lock',
  { title, text }: { readonly title: string; readonly text: string },
  shown: ShownReset,
  more = '',
) =>
  html`<span class="sign">${icon(sign, 30)}</span>
    <h1>${title}</h1>
    <p class="lead" role="status">${text}</p>
    ${
      more === ''
        ? nothing
        : html`<p class="hint">${more}</p>
            <p>${beginAgain(shown)}</p>`
    }`;
