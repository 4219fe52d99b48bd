import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type { Exemption } from '#libs/client';
import type { ScreenLanguage } from '#libs/screen-design';

import { exemptionTexts } from './texts.js';

/** Where somebody is exempted. What was typed stays until it was granted. */
export function grantForm(
  language: ScreenLanguage,
  busy: boolean,
  grant: (form: HTMLFormElement) => void,
): TemplateResult {
  const say = exemptionTexts(language);
  const sent = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!busy) grant(event.currentTarget as HTMLFormElement);
  };
  return html`<section class="card" aria-labelledby="grant">
    <h2 id="grant">${say.grant}</h2>
    <p class="hint">${say.grantText}</p>
    <form class="fields" @submit=${sent}>
      ${field('subject', say.person, textInput('subject', 255))}
      ${field('rule', say.rule, ruleSelect(language))}
      ${field('owner', say.owner, textInput('owner', 256), say.ownerHint)}
      ${field('until', say.until, dayInput)}
      <div class="whole">${field('reason', say.reason, textInput('reason', 1000))}</div>
      <div class="actions whole">
        <button class="button primary" aria-disabled=${busy ? 'true' : 'false'}>
          ${busy ? html`<span class="spinner"></span>` : undefined}${say.submit}
        </button>
      </div>
    </form>
  </section>`;
}

const field = (id: string, label: string, control: TemplateResult, hint?: string) =>
  html`<div class="field">
    <label for=${id}>${label}</label>
    <div class="box">${control}</div>
    ${hint === undefined ? undefined : html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
  </div>`;

const textInput = (name: string, longest: number) =>
  html`<input
    id=${name}
    name=${name}
    maxlength=${longest}
    autocomplete="off"
    spellcheck=${name === 'reason'}
    required
    aria-describedby=${`${name}-hint`}
  />`;

const dayInput = html`<input id="until" name="until" type="date" required />`;

const ruleSelect = (language: ScreenLanguage) =>
  html`<select id="rule" name="rule">
    ${Object.entries(exemptionTexts(language).rules).map(
      ([rule, name]) => html`<option value=${rule}>${name}</option>`,
    )}
  </select>`;

/** What the form says. The last day is one of whoever sits here, and ends at their midnight. */
export function exemptionIn(form: HTMLFormElement): Exemption {
  const given = new FormData(form);
  const of = (name: string): string => String(given.get(name) ?? '').trim();
  return {
    subject: of('subject'),
    rule: of('rule') === 'minimum_age' ? 'minimum_age' : 'maximum_age',
    owner: of('owner'),
    reason: of('reason'),
    until: new Date(`${of('until')}T23:59:59`).toISOString(),
  };
}
