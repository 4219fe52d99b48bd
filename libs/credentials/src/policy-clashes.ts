import type { Contradiction, PolicyDocument } from '#libs/password-policy';
import { composedRules, contradictions } from '#libs/password-policy';

import type { SavedPolicies, SavedPolicy } from './ports/tenant-policies.js';

/** What a group asks that has saved nothing. */
const NOTHING_SAVED: SavedPolicy = { version: 0, document: { format: 1, rules: {} } };

export const savedOf = (
  { tenant, groups }: SavedPolicies,
  group: string | undefined,
): SavedPolicy => (group === undefined ? tenant : (groups.get(group) ?? NOTHING_SAVED));

/**
 * What would contradict itself for anybody if `document` were in force: people of no group, of any
 * one that is touched, and of all at once, because strictest wins and every further group only adds.
 */
export function clashesWith(
  policies: SavedPolicies,
  group: string | undefined,
  document: PolicyDocument,
): readonly Contradiction[] {
  const tenant = group === undefined ? document : policies.tenant.document;
  const saved = [...policies.groups].map(([name, one]) => ({ name, document: one.document }));
  const groups =
    group === undefined
      ? saved
      : [...saved.filter(({ name }) => name !== group), { name: group, document }];
  const compositions = [[], ...groups.map((one) => [one]), groups];
  const found = compositions.flatMap((some) =>
    contradictions(composedRules({ tenant, groups: some })),
  );
  return [...new Map(found.map((clash) => [clash.code, clash])).values()];
}
