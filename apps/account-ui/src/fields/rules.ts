import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';

import type { State } from '#libs/password-policy';
import { icon } from '#libs/screen-design';

export interface ShownRule {
  readonly code: string;
  readonly text: string;
  readonly state: State;
}

export interface RuleWords {
  readonly title: string;
  readonly states: Readonly<Record<State, string>>;
  readonly later: string;
}

/** Limits that next to nobody meets: told when they are. */
const QUIET = new Set(['too_long', 'too_many_bytes']);

const ICONS = { satisfied: 'check', unsatisfied: 'cross', unknown: 'wait' } as const;

/** What is asked of the new password, and how it stands. `asked`: the server has said what it can. */
export function rulesList(
  id: string,
  rules: readonly ShownRule[],
  words: RuleWords,
  asked: boolean,
): TemplateResult {
  const shown = rules.filter(({ code, state }) => !QUIET.has(code) || state === 'unsatisfied');
  return html`<section class="rules" id=${id} part="password-rules" aria-label=${words.title}>
    <p class="title">${words.title}</p>
    <ul>
      ${shown.map((rule) => ruleItem(rule, words, asked))}
    </ul>
  </section>`;
}

const ruleItem = ({ code, text, state }: ShownRule, words: RuleWords, asked: boolean) =>
  html`<li class=${state} data-code=${code}>
    <span class="dot">${icon(ICONS[state], 16)}</span>
    <span>
      <span class="visually-hidden">${words.states[state]}: </span>${text}
      ${asked && state === 'unknown' ? html`<span class="later">${words.later}</span>` : nothing}
    </span>
  </li>`;
