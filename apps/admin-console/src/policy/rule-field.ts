import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type {
  AttemptRule,
  CharacterClass,
  PolicyDocument,
  PolicyRules,
  RuleName,
  RuleRange,
} from '#libs/password-policy';
import { CHARACTER_CLASSES, RULE_RANGES } from '#libs/password-policy';
import type { ScreenLanguage } from '#libs/screen-design';

import { leastOf, valueOf, withRule } from './policy-draft.js';
import { ruleTexts } from './rule-texts.js';

export interface Editing {
  readonly document: PolicyDocument;
  readonly language: ScreenLanguage;
  /** What the tenant asks already, where the document is a group's. */
  readonly tenantRules?: PolicyRules;
  edit(document: PolicyDocument): void;
}

type NumberRule = keyof typeof RULE_RANGES;

const isNumberRule = (rule: RuleName): rule is NumberRule => rule in RULE_RANGES;

/** The control of one rule. Its label is the element of the id `rule-…`. */
export function ruleField(rule: RuleName, editing: Editing): TemplateResult {
  if (rule === 'classes') return classes(editing);
  if (rule === 'attempts') return attempts(editing);
  if (rule === 'breachUndetermined') return undetermined(editing);
  return isNumberRule(rule) ? amount(rule, editing) : flag(rule, editing);
}

type FlagRule =
  'contextWords' | 'sameAsCurrent' | 'similarity' | 'breachRangeServer' | 'strengthShown';

function flag(rule: Exclude<RuleName, NumberRule>, { document, edit }: Editing): TemplateResult {
  const on = valueOf(document, rule) === true;
  return html`<button
    class="switch"
    role="switch"
    aria-checked=${on}
    aria-labelledby=${`rule-${rule}`}
    @click=${() => edit(withRule(document, rule as FlagRule, !on))}
  ></button>`;
}

function amount(rule: NumberRule, { document, language, edit }: Editing): TemplateResult {
  const range: RuleRange = RULE_RANGES[rule];
  const value = valueOf(document, rule);
  const set = (next: number | null) => edit(withRule(document, rule, next as never));
  const say = ruleTexts(language);
  const switchable = range.off === null;
  return html`<span class="amount">
    ${
      switchable
        ? html`<button
            class="switch"
            role="switch"
            aria-checked=${value !== null}
            aria-labelledby=${`rule-${rule}`}
            @click=${() => set(value === null ? leastOf(rule) : null)}
          ></button>`
        : undefined
    }
    ${
      value === null
        ? html`<span class="hint">${say.never}</span>`
        : number(`rule-${rule}`, value, range, set)
    }
  </span>`;
}

function number(
  labelledBy: string,
  value: number,
  { from, to }: RuleRange,
  set: (next: number) => void,
): TemplateResult {
  const read = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const next = input.valueAsNumber;
    if (Number.isInteger(next) && next >= from && next <= to) set(next);
    else input.value = String(value);
  };
  return html`<input
    class="number"
    type="number"
    inputmode="numeric"
    min=${from}
    max=${to}
    .value=${String(value)}
    aria-labelledby=${labelledBy}
    @change=${read}
  />`;
}

function classes({ document, language, edit }: Editing): TemplateResult {
  const chosen = valueOf(document, 'classes');
  const toggle = (name: CharacterClass) => {
    const next = CHARACTER_CLASSES.filter((one) => chosen.includes(one) !== (one === name));
    edit(withRule(document, 'classes', next));
  };
  return html`<span class="checks" role="group" aria-labelledby="rule-classes">
    ${CHARACTER_CLASSES.map(
      (name) =>
        html`<label
          ><input
            type="checkbox"
            .checked=${chosen.includes(name)}
            @change=${() => toggle(name)}
          />${ruleTexts(language).kinds[name]}</label
        >`,
    )}
  </span>`;
}

function undetermined({ document, language, edit }: Editing): TemplateResult {
  const say = ruleTexts(language);
  const value = valueOf(document, 'breachUndetermined');
  const choose = (event: Event) => {
    const next = (event.target as HTMLSelectElement).value === 'accept' ? 'accept' : 'refuse';
    edit(withRule(document, 'breachUndetermined', next));
  };
  return html`<span class="box"
    ><select aria-labelledby="rule-breachUndetermined" .value=${value} @change=${choose}>
      <option value="refuse" ?selected=${value === 'refuse'}>${say.refuse}</option>
      <option value="accept" ?selected=${value === 'accept'}>${say.accept}</option>
    </select></span
  >`;
}

const SECONDS_A_MINUTE = 60;

function attempts({ document, language, edit }: Editing): TemplateResult {
  const say = ruleTexts(language);
  const rule = valueOf(document, 'attempts');
  const set = (change: Partial<AttemptRule>) =>
    edit(withRule(document, 'attempts', { ...rule, ...change }));
  const minutes = Math.round((rule.lock?.seconds ?? 30 * SECONDS_A_MINUTE) / SECONDS_A_MINUTE);
  const locked = (at: number, every: number) =>
    set({ lock: at === 0 ? null : { at: Math.max(at, 4), seconds: every * SECONDS_A_MINUTE } });
  const part = (id: string, label: string, field: TemplateResult) =>
    html`<span class="part"><span id=${id} class="hint">${label}</span>${field}</span>`;
  const of = (id: string, value: number, from: number, to: number, put: (next: number) => void) =>
    number(id, value, { from, to }, put);
  return html`<span class="parts">
    ${part(
      'waits',
      say.waitsFrom,
      of('waits', rule.waitsFrom, 1, 100, (waitsFrom) => set({ waitsFrom })),
    )}
    ${part(
      'cap',
      say.cap,
      of('cap', rule.cap, 4, 100, (cap) => set({ cap })),
    )}
    ${part(
      'lock',
      say.lockAt,
      of('lock', rule.lock?.at ?? 0, 0, 100, (at) => locked(at, minutes)),
    )}
    ${
      rule.lock
        ? part(
            'pause',
            say.lockMinutes,
            of('pause', minutes, 1, 1440, (next) => locked(rule.lock?.at ?? 10, next)),
          )
        : undefined
    }
  </span>`;
}
