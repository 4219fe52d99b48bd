import type { FieldProblem } from '#libs/identity';

import type { PolicyDocument } from './policy-document.js';
import type { AttemptRule, RuleName, SomeRules } from './policy-rules.js';
import { RULE_NAMES } from './policy-rules.js';
import type { Preset } from './presets.js';
import { PRESET_NAMES } from './presets.js';
import { isRecord, problemOf } from './rule-values.js';
import { CHARACTER_CLASSES } from './violation.js';

export type ReadDocument =
  { readonly document: PolicyDocument } | { readonly problems: readonly FieldProblem[] };

/** Reads what somebody sent or stored, whole or not at all, with everything that is wrong with it. */
export function readPolicyDocument(value: unknown): ReadDocument {
  if (!isRecord(value)) return { problems: [{ field: 'policy', problem: 'must be an object' }] };
  const { format, name, preset, rules, ...others } = value;
  const problems = [
    ...unknownFields(Object.keys(others), ''),
    ...(format === 1 ? [] : [{ field: 'format', problem: 'must be 1' }]),
    ...(name === undefined || isName(name) ? [] : [{ field: 'name', problem: NAME_PROBLEM }]),
    ...(preset === undefined || isPreset(preset)
      ? []
      : [{ field: 'preset', problem: `must be one of ${PRESET_NAMES.join(', ')}` }]),
    ...rulesProblems(rules),
  ];
  if (problems.length > 0) return { problems };
  const chosen = { ...(isName(name) && { name }), ...(isPreset(preset) && { preset }) };
  return { document: { format: 1, ...chosen, rules: inOrder(rules as SomeRules) } };
}

/** Code units: names of policies and groups are somebody's own words, not whole texts. */
const LONGEST_NAME = 128;

export const NAME_PROBLEM = `must be one name of 1 to ${LONGEST_NAME} characters`;

export const isName = (value: unknown): value is string =>
  typeof value === 'string' &&
  value !== '' &&
  value.length <= LONGEST_NAME &&
  value.isWellFormed() &&
  !/\p{Cc}/u.test(value);

export const isPreset = (value: unknown): value is Preset =>
  PRESET_NAMES.some((name) => name === value);

const isRule = (name: string): name is RuleName => RULE_NAMES.some((rule) => rule === name);

function rulesProblems(rules: unknown): FieldProblem[] {
  if (!isRecord(rules)) return [{ field: 'rules', problem: 'must be an object' }];
  const names = Object.keys(rules);
  const unfit = names.filter(isRule).flatMap((rule) => {
    const problem = problemOf(rule, rules[rule]);
    return problem === undefined ? [] : [{ field: `rules.${rule}`, problem }];
  });
  const strange = names.filter((name) => !isRule(name));
  return [...unknownFields(strange, 'rules.'), ...unfit];
}

const unknownFields = (names: readonly string[], within: string): FieldProblem[] =>
  names.map((name) => ({ field: `${within}${name}`, problem: 'is not known' }));

/** The same choices are the same text, however they were written. */
function inOrder(rules: SomeRules): SomeRules {
  const ordered = Object.fromEntries(
    RULE_NAMES.flatMap((rule) => (Object.hasOwn(rules, rule) ? [[rule, rules[rule]]] : [])),
  ) as SomeRules;
  const { classes, attempts } = ordered;
  return {
    ...ordered,
    ...(classes && { classes: CHARACTER_CLASSES.filter((name) => classes.includes(name)) }),
    ...(attempts && { attempts: attemptsInOrder(attempts) }),
  };
}

const attemptsInOrder = (attempts: AttemptRule): AttemptRule => ({
  waitsFrom: attempts.waitsFrom,
  firstWaitSeconds: attempts.firstWaitSeconds,
  longestWaitSeconds: attempts.longestWaitSeconds,
  cap: attempts.cap,
  lock: attempts.lock && { at: attempts.lock.at, seconds: attempts.lock.seconds },
});
