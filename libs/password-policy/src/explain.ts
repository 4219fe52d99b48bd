import type { Composition, RuleOrigin } from './policy-document.js';
import { composedRules, parties } from './policy-document.js';
import type { PolicyRules, RuleName, SomeRules } from './policy-rules.js';
import { NOTHING_ASKED, RULE_NAMES } from './policy-rules.js';

export type Explanation = {
  readonly [Rule in RuleName]: {
    readonly rule: Rule;
    readonly value: PolicyRules[Rule];
    /** Who asks for just this; nobody where the rule is off. */
    readonly imposedBy: readonly RuleOrigin[];
  };
}[RuleName];

/** Values are plain JSON with their keys in one order, so their texts tell whether they are equal. */
const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Where nobody alone asks for the whole (classes, attempts), all who ask for a part of it. */
function imposing(rule: RuleName, composed: PolicyRules, composition: Composition): RuleOrigin[] {
  const off = (rules: SomeRules) => equal(rules[rule] ?? NOTHING_ASKED[rule], NOTHING_ASKED[rule]);
  const asking = parties(composition).filter(([, rules]) => !off(rules));
  const whole = asking.filter(([, rules]) => equal(rules[rule], composed[rule]));
  return (whole.length > 0 ? whole : asking).map(([origin]) => origin);
}

/** Every rule with its value and who imposed it. */
export function explain(composition: Composition): readonly Explanation[] {
  const composed = composedRules(composition);
  return RULE_NAMES.map((rule) => ({
    rule,
    value: composed[rule],
    imposedBy: imposing(rule, composed, composition),
  })) as readonly Explanation[];
}
