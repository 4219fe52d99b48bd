import type { PolicyDocument } from '../policy-document.js';
import { rulesOf } from '../policy-document.js';
import type { RuleName, SomeRules } from '../policy-rules.js';
import { RULE_NAMES } from '../policy-rules.js';
import { strictest } from '../strictest.js';
import { renderPatterns } from './render-patterns.js';
import type { PatternProblem } from './translate-pattern.js';
import { translatePattern } from './translate-pattern.js';

/** What tools can say of a policy that know patterns; null is off. */
export interface PolicyOutline {
  readonly patterns: readonly string[];
  readonly refusesBreached: boolean;
  readonly history: number;
  readonly maximumAgeDays: number | null;
  readonly warningDays: number;
}

export interface OutlinedRules {
  readonly outline: PolicyOutline;
  /** Everything else that is asked. */
  readonly kept: SomeRules;
}

/** A pattern that is no rule of ours, and which of the list it is. */
export interface UnusablePattern {
  readonly index: number;
  readonly problem: PatternProblem;
}

const SAID: readonly RuleName[] = [
  ...(['minimum', 'maximum', 'classes', 'repeats', 'breached', 'history'] as const),
  ...(['maximumAgeDays', 'warningDays'] as const),
];

/** Of a threshold that is only switched on: every password that is known from breaches. */
const ANY_BREACH = 1;

/** The document as an outline and the rest, its preset included: that is what is in force. */
export function outlineOf(document: PolicyDocument, whose: 'tenant' | 'group'): OutlinedRules {
  const rules = rulesOf(document, whose);
  const { breached, history = 0, maximumAgeDays = null, warningDays = 0 } = rules;
  const refusesBreached = typeof breached === 'number';
  const patterns = renderPatterns(rules);
  const outline = { patterns, refusesBreached, history, maximumAgeDays, warningDays };
  return { outline, kept: unsaid(rules) };
}

/** The document with another outline. What the outline leaves out goes back to the preset. */
export function withOutline(
  document: PolicyDocument,
  name: string,
  { patterns, refusesBreached, ...others }: Partial<PolicyOutline>,
): { readonly document: PolicyDocument } | UnusablePattern {
  const meant = patterns ? meaningOf(patterns) : {};
  if ('problem' in meant) return meant;
  const breached = refusesBreached ? (document.rules.breached ?? ANY_BREACH) : null;
  const rules: SomeRules = {
    ...unsaid(document.rules),
    ...meant,
    ...(refusesBreached === undefined ? {} : { breached }),
    ...others,
  };
  return { document: { ...document, name, rules } };
}

/** No pattern asks for a class: none is asked for, whatever the preset has. */
function meaningOf(patterns: readonly string[]): SomeRules | UnusablePattern {
  let rules: SomeRules = { classes: [], repeats: null };
  for (const [index, pattern] of patterns.entries()) {
    const translated = translatePattern(pattern);
    if ('problem' in translated) return { index, problem: translated.problem };
    rules = strictest(rules, translated.rules);
  }
  return rules;
}

const unsaid = (rules: SomeRules): SomeRules =>
  Object.fromEntries(
    RULE_NAMES.filter((rule) => rule in rules && !SAID.includes(rule)).map((rule) => [
      rule,
      rules[rule],
    ]),
  );
