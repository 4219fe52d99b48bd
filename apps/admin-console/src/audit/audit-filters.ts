import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type { ScreenLanguage } from '#libs/screen-design';

import { auditTexts } from './texts.js';

interface FilterActions {
  apply(event: Event): void;
  clear(event: Event): void;
  save(event: Event): Promise<void>;
}

export function auditFilters(language: ScreenLanguage, actions: FilterActions): TemplateResult {
  const say = auditTexts(language);
  const field = (name: string, label: string, type: string) =>
    html`<label class="field"
      ><span class="label">${label}</span
      ><span class="box"><input name=${name} type=${type} autocomplete="off" /></span
    ></label>`;
  return html`<form class="card filters" @submit=${actions.apply} @reset=${actions.clear}>
    ${field('from', say.from, 'datetime-local')} ${field('to', say.to, 'datetime-local')}
    ${field('subject', say.person, 'text')} ${field('type', say.event, 'text')}
    <div class="actions">
      <button class="button primary" type="submit">${say.apply}</button>
      <button class="button" type="reset">${say.clear}</button>
      <button class="button" type="button" @click=${actions.save}>${say.export}</button>
    </div>
  </form>`;
}

/** What the form asks. Its times are those of whoever sits here; the service wants an offset. */
export function questionOf(form: HTMLFormElement): Readonly<Record<string, string>> {
  const given = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  const asked = given.filter(([, value]) => value !== '') as [string, string][];
  return Object.fromEntries(
    asked.map(([name, value]) => [name, isTime(name) ? new Date(value).toISOString() : value]),
  );
}

const isTime = (name: string): boolean => name === 'from' || name === 'to';
