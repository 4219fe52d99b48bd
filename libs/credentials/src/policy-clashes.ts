import type { Contradiction, PolicyDocument } from '#libs/password-policy';
import { composedRules, contradictions } from '#libs/password-policy';

import type { SavedPolicies, SavedPolicy } from './ports/tenant-policies.js';

/** What a group asks that has saved nothing. */
const NOTHING_SAVED: SavedPolicy = { version: 0, document: { format: 1, rules: {} } };

export interface PolicyClash extends Contradiction {
  /** Whose policy in shadow clashes, where what is in force does not. */
  readonly inShadowOf?: ShadowOwner;
}

export type ShadowOwner = { readonly tenant: true } | { readonly group: string };

/** Undefined: the whole tenant. */
type Scope = string | undefined;

export const savedOf = ({ tenant, groups }: SavedPolicies, group: Scope): SavedPolicy =>
  group === undefined ? tenant : (groups.get(group) ?? NOTHING_SAVED);

/**
 * What would contradict itself for anybody if `document` were in force: people of no group, of any
 * one that is touched, and of all at once, because strictest wins and every further group only adds.
 */
export function clashesWith(
  policies: SavedPolicies,
  group: Scope,
  document: PolicyDocument,
): readonly PolicyClash[] {
  const { tenant, groups: all } = withSaved(policies, group, document);
  const saved = [...all].map(([name, one]) => ({ name, document: one.document }));
  const touched = group === undefined ? saved : saved.filter(({ name }) => name === group);
  const compositions = [[], ...touched.map((one) => [one]), saved];
  const found = compositions.flatMap((groups) =>
    contradictions(composedRules({ tenant: tenant.document, groups })),
  );
  return [...new Map(found.map((clash) => [clash.code, clash])).values()];
}

/** What could not be put in force any more of that which is tried out beside `document`. */
export function clashesWithShadows(
  policies: SavedPolicies,
  group: Scope,
  document: PolicyDocument,
): readonly PolicyClash[] {
  const beside = withSaved(policies, group, document);
  return [...policies.shadows].flatMap(([owner, { published }]) => {
    if (!published || owner === group) return [];
    const inShadowOf: ShadowOwner = owner === undefined ? { tenant: true } : { group: owner };
    const clashes = clashesWith(beside, owner, published.document);
    return clashes.map((clash) => ({ ...clash, inShadowOf }));
  });
}

function withSaved(policies: SavedPolicies, group: Scope, document: PolicyDocument): SavedPolicies {
  const saved = { ...savedOf(policies, group), document };
  if (group === undefined) return { ...policies, tenant: saved };
  return { ...policies, groups: new Map([...policies.groups, [group, saved]]) };
}
