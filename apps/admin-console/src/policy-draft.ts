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
  PRESETS,
  readPolicyDocument,
  requirements,
} from '#libs/password-policy';

/** Reads what the service answered; what this page is too old to understand is undefined. */
export function documentOf(wire: WirePolicyDocument | undefined): PolicyDocument | undefined {
  const read = readPolicyDocument(wire);
  return 'document' in read ? read.document : undefined;
}

/** What the document says about a rule, or what its preset says. */
export function valueOf<Rule extends RuleName>(
  { preset = DEFAULT_PRESET, rules }: PolicyDocument,
  rule: Rule,
): PolicyRules[Rule] {
  return rules[rule] ?? PRESETS[preset][rule];
}

export const isOwn = ({ rules }: PolicyDocument, rule: RuleName): boolean => rule in rules;

export function withRule<Rule extends RuleName>(
  document: PolicyDocument,
  rule: Rule,
  value: PolicyRules[Rule],
): PolicyDocument {
  const { preset = DEFAULT_PRESET } = document;
  const isPresets = JSON.stringify(PRESETS[preset][rule]) === JSON.stringify(value);
  if (isPresets) return withoutRule(document, rule);
  return { ...document, rules: { ...document.rules, [rule]: value } };
}

/** The preset's value again. */
export function withoutRule(document: PolicyDocument, rule: RuleName): PolicyDocument {
  const { [rule]: _gone, ...rules } = document.rules;
  return { ...document, rules };
}

/** Choices of its own that the new preset makes as well are no longer its own. */
export function withPreset(document: PolicyDocument, preset: Preset): PolicyDocument {
  const names = Object.keys(document.rules) as RuleName[];
  return names.reduce<PolicyDocument>(
    (next, rule) => withRule(next, rule, valueOf(document, rule)),
    { ...document, preset },
  );
}

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
