import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type { ListedPolicy } from '#libs/client';
import { isName } from '#libs/password-policy';
import type { ScreenLanguage } from '#libs/screen-design';

import type { Whose } from './policy-draft.js';
import { policyTexts } from './texts.js';

export interface Choice {
  readonly whose: Whose;
  /** Every group that has a policy, and the one that is being given one. */
  readonly groups: readonly string[];
  choose(whose: Whose): void;
}

const PREFIX = 'group:';

export const groupsAmong = (policies: readonly ListedPolicy[]): readonly string[] =>
  policies
    .filter(({ _id: id }) => id.startsWith(PREFIX))
    .map(({ _id: id }) => id.slice(PREFIX.length))
    .sort((one, other) => one.localeCompare(other));

/** Whose policy is edited: the whole tenant's, or that of a group. */
export function groupPicker(
  { whose, groups, choose }: Choice,
  language: ScreenLanguage,
): TemplateResult {
  const say = policyTexts(language);
  const chip = (one: Whose, name: string) =>
    html`<button
      class="chip"
      aria-pressed=${one === whose ? 'true' : 'false'}
      @click=${() => choose(one)}
    >
      ${name}
    </button>`;
  const added = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const name = String(new FormData(form).get('group') ?? '').trim();
    if (!isName(name)) return;
    form.reset();
    choose(name);
  };
  return html`<section class="card" aria-labelledby="whose">
    <h2 id="whose">${say.whose}</h2>
    <p class="hint">${say.whoseText}</p>
    <div class="chips" role="group" aria-labelledby="whose">
      ${chip(undefined, say.everybody)} ${groups.map((name) => chip(name, name))}
    </div>
    <form class="chips" @submit=${added}>
      <label for="group">${say.otherGroup}</label>
      <span class="box"
        ><input id="group" name="group" maxlength="128" autocomplete="off" required
      /></span>
      <button class="button">${say.open}</button>
    </form>
  </section>`;
}
