import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { live } from 'lit/directives/live.js';

import type { Preset, RuleName } from '#libs/password-policy';
import { PRESET_NAMES } from '#libs/password-policy';

import { beginning, isOwn, withoutRule, withPreset, withRule } from './policy-draft.js';
import type { Editing } from './rule-field.js';
import { ruleField } from './rule-field.js';
import { policyTexts } from './texts.js';
import { valueText } from './value-text.js';
import { ruleTexts } from './rule-texts.js';

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
  const { document, language, edit, tenantRules } = editing;
  const say = policyTexts(language);
  const choices: readonly (Preset | undefined)[] = [
    ...(tenantRules ? [undefined] : []),
    ...PRESET_NAMES,
  ];
  const card = (preset: Preset | undefined) => {
    const { name, text } = preset ? say.presets[preset] : say.noPreset;
    return html`<label class="choice">
      <input
        type="radio"
        name="preset"
        .checked=${live(preset === document.preset)}
        @change=${() => edit(withPreset(document, preset))}
      />
      <span><strong>${name}</strong><span class="hint">${text}</span></span>
    </label>`;
  };
  return html`<fieldset class="card">
    <legend><h2>${say.preset}</h2></legend>
    <div class="choices">${choices.map(card)}</div>
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
  const { document, language, edit, tenantRules } = editing;
  const say = policyTexts(language);
  const name = html`<span id=${`rule-${rule}`}>${ruleTexts(language).names[rule]}</span>`;
  if (tenantRules && document.preset === undefined && !isOwn(document, rule)) {
    const value = tenantRules[rule];
    const start = () => edit(withRule(document, rule, beginning(rule, value)));
    return html`<li class="row rule">
      <div>${name}<span class="own hint">${say.asTenant(valueText(value, language))}</span></div>
      ${value === true ? undefined : ruleButton(rule, say.choose, start)}
    </li>`;
  }
  const back = ruleButton(rule, document.preset ? say.reset : say.release, () =>
    edit(withoutRule(document, rule)),
  );
  return html`<li class="row rule">
    <div>
      ${name}
      ${
        isOwn(document, rule)
          ? html`<span class="own"><span class="badge">${say.own}</span> ${back}</span>`
          : undefined
      }
    </div>
    ${ruleField(rule, editing)}
  </li>`;
}

const ruleButton = (rule: RuleName, label: string, act: () => void): TemplateResult =>
  html`<button class="link-button" @click=${act} aria-describedby=${`rule-${rule}`}>
    ${label}
  </button>`;
