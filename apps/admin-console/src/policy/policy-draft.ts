import type { WirePolicyDocument } from '#libs/client';
import type {
  Composition,
  Contradiction,
  Deviation,
  Language,
  PolicyDocument,
  PolicyRules,
  Preset,
  Requirement,
  RuleName,
} from '#libs/password-policy';
import {
  composedPolicy,
  composedRules,
  contradictions,
  DEFAULT_PRESET,
  deviations,
  NOTHING_ASKED,
  PRESETS,
  readPolicyDocument,
  requirements,
  RULE_NAMES,
  RULE_RANGES,
} from '#libs/password-policy';

/** Whose document is edited: the whole tenant's, or a group's by its name. */
export type Whose = string | undefined;

/**
 * Reads what the service answered; what this page is too old to understand is undefined. A tenant
 * without a preset has the default one, a group without one asks only for what it names.
 */
export function documentOf(
  wire: WirePolicyDocument | undefined,
  whose: Whose,
): PolicyDocument | undefined {
  const read = readPolicyDocument(wire);
  if (!('document' in read)) return undefined;
  const { document } = read;
  const { preset = DEFAULT_PRESET } = document;
  return whose === undefined ? written({ ...document, preset }) : document;
}

/** As the service writes it, so that what was turned back is no change. */
function written({ format, name, preset, rules }: PolicyDocument): PolicyDocument {
  const inOrder = RULE_NAMES.filter((rule) => rule in rules).map((rule) => [rule, rules[rule]]);
  return {
    format,
    ...(name !== undefined && { name }),
    ...(preset !== undefined && { preset }),
    rules: Object.fromEntries(inOrder),
  };
}

/** What is asked before the document has any choice of its own. */
const baseOf = ({ preset }: PolicyDocument): PolicyRules =>
  preset === undefined ? NOTHING_ASKED : PRESETS[preset];

/** What the document says about a rule, or what its preset says. */
export function valueOf<Rule extends RuleName>(
  document: PolicyDocument,
  rule: Rule,
): PolicyRules[Rule] {
  return document.rules[rule] ?? baseOf(document)[rule];
}

export const isOwn = ({ rules }: PolicyDocument, rule: RuleName): boolean => rule in rules;

/** A choice that the preset makes as well is none of the document's own. */
export function withRule<Rule extends RuleName>(
  document: PolicyDocument,
  rule: Rule,
  value: PolicyRules[Rule],
): PolicyDocument {
  const { preset } = document;
  const isPresets = preset && JSON.stringify(PRESETS[preset][rule]) === JSON.stringify(value);
  if (isPresets) return withoutRule(document, rule);
  return written({ ...document, rules: { ...document.rules, [rule]: value } });
}

/** The preset's value again. */
export function withoutRule(document: PolicyDocument, rule: RuleName): PolicyDocument {
  const { [rule]: _gone, ...rules } = document.rules;
  return { ...document, rules };
}

/** Undefined: none, for a group. Own choices that the new preset makes as well are no longer own. */
export function withPreset(document: PolicyDocument, preset: Preset | undefined): PolicyDocument {
  const { preset: _before, ...rest } = document;
  if (preset === undefined) return rest;
  const names = Object.keys(document.rules) as RuleName[];
  return names.reduce<PolicyDocument>(
    (next, rule) => withRule(next, rule, valueOf(document, rule)),
    { ...rest, preset },
  );
}

/** Where a choice of a group's own begins: at what the tenant asks, or with the least that means something. */
export function beginning<Rule extends RuleName>(
  rule: Rule,
  tenants: PolicyRules[Rule],
): PolicyRules[Rule] {
  const begun: unknown = tenants === false ? true : tenants === null ? leastOf(rule) : tenants;
  return begun as PolicyRules[Rule];
}

/** Where nothing was asked before. */
export const leastOf = (rule: RuleName): number | null =>
  rule in RULE_RANGES ? Math.max(RULE_RANGES[rule as keyof typeof RULE_RANGES].from, 1) : null;

/** What a draft means before anybody saves it: judged by the same code as in the service. */
export interface Meaning {
  readonly requirements: readonly Requirement[];
  readonly contradictions: readonly Contradiction[];
  readonly deviations: readonly Deviation[];
}

export function meaningOf(
  composition: Composition,
  secondFactorRequired: boolean,
  language: Language,
): Meaning {
  const policy = composedPolicy(composition, secondFactorRequired);
  return {
    requirements: requirements(policy, language),
    contradictions: contradictions(composedRules(composition)),
    deviations: deviations(policy),
  };
}
