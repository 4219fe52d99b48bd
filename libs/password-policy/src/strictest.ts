import type { AttemptRule, PolicyRules, RuleName, SomeRules } from './policy-rules.js';
import { NOTHING_ASKED, RULE_NAMES } from './policy-rules.js';
import type { CharacterClass, Score } from './violation.js';
import { CHARACTER_CLASSES } from './violation.js';

type Meet<Value> = (a: Value, b: Value) => Value;

const larger: Meet<number> = (a, b) => Math.max(a, b);
const smaller: Meet<number> = (a, b) => Math.min(a, b);
const either: Meet<boolean> = (a, b) => a || b;

/** Null asks for nothing, so any number is stricter. */
const smallerOf: Meet<number | null> = (a, b) => (a === null ? b : b === null ? a : Math.min(a, b));

/** Null is without end, so no number is stricter. */
const longerOf: Meet<number | null> = (a, b) => (a === null || b === null ? null : Math.max(a, b));

const both: Meet<readonly CharacterClass[]> = (a, b) =>
  CHARACTER_CLASSES.filter((name) => a.includes(name) || b.includes(name));

const attempts: Meet<AttemptRule> = (a, b) => ({
  waitsFrom: smaller(a.waitsFrom, b.waitsFrom),
  firstWaitSeconds: larger(a.firstWaitSeconds, b.firstWaitSeconds),
  longestWaitSeconds: larger(a.longestWaitSeconds, b.longestWaitSeconds),
  cap: smaller(a.cap, b.cap),
  lock:
    a.lock && b.lock
      ? { at: smaller(a.lock.at, b.lock.at), seconds: larger(a.lock.seconds, b.lock.seconds) }
      : (a.lock ?? b.lock),
});

/** What "stricter" means, rule by rule. */
const STRICTER: { readonly [Rule in RuleName]: Meet<PolicyRules[Rule]> } = {
  minimum: larger,
  minimumSingleFactor: larger,
  maximum: smaller,
  classes: both,
  repeats: smallerOf,
  sequences: smallerOf,
  contextWords: either,
  sameAsCurrent: either,
  similarity: either,
  breached: smallerOf,
  breachUndetermined: (a, b) => (a === 'refuse' ? a : b),
  breachRangeServer: either,
  history: larger,
  maximumAgeDays: smallerOf,
  maximumAgeDaysSingleFactor: smallerOf,
  warningDays: larger,
  minimumAgeHours: larger,
  historyDays: longerOf,
  graceDays: smallerOf,
  attempts,
  strengthShown: either,
  strengthRequired: (a, b) => Math.max(a, b) as Score,
};

type Draft = { [Rule in RuleName]?: PolicyRules[Rule] };

function tighten<Rule extends RuleName>(draft: Draft, rule: Rule, value: PolicyRules[Rule]): void {
  const before: PolicyRules[Rule] | undefined = draft[rule];
  draft[rule] = before === undefined ? value : STRICTER[rule](before, value);
}

/** Whatever each asks for, the stricter wins, rule by rule; order and repetition do not matter. */
export function strictest(...all: readonly SomeRules[]): SomeRules {
  const draft: Draft = {};
  for (const rules of all) {
    for (const rule of RULE_NAMES) {
      const value = rules[rule];
      if (value !== undefined) tighten(draft, rule, value);
    }
  }
  return draft;
}

/** With every rule that nobody mentioned off. */
export const complete = (rules: SomeRules): PolicyRules => ({ ...NOTHING_ASKED, ...rules });
