import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type { Preset, RuleName } from '#libs/password-policy';
import { DEFAULT_PRESET, PRESET_NAMES } from '#libs/password-policy';

import { isOwn, withoutRule, withPreset } from './policy-draft.js';
import type { Editing } from './rule-field.js';
import { ruleField } from './rule-field.js';
import { policyTexts } from './texts/policy.js';
import { ruleTexts } from './texts/rules.js';

/** The rules in the order in which people think about them. */
const GROUPS = {
  length: ['minimumSingleFactor', 'minimum', 'maximum', 'classes', 'repeats', 'sequences'],
  words: ['contextWords', 'sameAsCurrent', 'similarity'],
  breach: ['breached', 'breachUndetermined', 'breachRangeServer'],
  time: [
    ...(['history', 'historyDays', 'maximumAgeDays', 'maximumAgeDaysSingleFactor'] as const),
    ...(['warningDays', 'minimumAgeHours', 'graceDays'] as const),
  ],
  attempts: ['attempts', 'strengthShown', 'strengthRequired'],
} as const satisfies Record<string, readonly RuleName[]>;

type GroupName = keyof typeof GROUPS;

const GROUP_NAMES = Object.keys(GROUPS) as readonly GroupName[];

export const SHOWN_RULES: readonly RuleName[] = GROUP_NAMES.flatMap((name) => GROUPS[name]);

export function presetPicker(editing: Editing): TemplateResult {
  const { document, language, edit } = editing;
  const say = policyTexts(language);
  const chosen = document.preset ?? DEFAULT_PRESET;
  const card = (preset: Preset) =>
    html`<label class="choice">
      <input
        type="radio"
        name="preset"
        .checked=${preset === chosen}
        @change=${() => edit(withPreset(document, preset))}
      />
      <span
        ><strong>${say.presets[preset].name}</strong
        ><span class="hint">${say.presets[preset].text}</span></span
      >
    </label>`;
  return html`<fieldset class="card">
    <legend><h2>${say.preset}</h2></legend>
    <div class="choices">${PRESET_NAMES.map(card)}</div>
  </fieldset>`;
}

export function rulesEditor(editing: Editing): TemplateResult {
  const { language } = editing;
  return html`<section class="card" aria-labelledby="rules">
    <h2 id="rules">${policyTexts(language).rules}</h2>
    ${GROUP_NAMES.map(
      (name) =>
        html`<h3 class="group">${ruleTexts(language).groups[name]}</h3>
          <ul class="rows">
            ${GROUPS[name].map((rule) => row(rule, editing))}
          </ul>`,
    )}
  </section>`;
}

function row(rule: RuleName, editing: Editing): TemplateResult {
  const { document, language, edit } = editing;
  const say = policyTexts(language);
  const own = isOwn(document, rule);
  const back = () => edit(withoutRule(document, rule));
  return html`<li class="row rule">
    <div>
      <span id=${`rule-${rule}`}>${ruleTexts(language).names[rule]}</span>
      ${
        own
          ? html`<span class="own"
              ><span class="badge">${say.own}</span>
              <button class="link-button" @click=${back} aria-describedby=${`rule-${rule}`}>
                ${say.reset}
              </button></span
            >`
          : undefined
      }
    </div>
    ${ruleField(rule, editing)}
  </li>`;
}
