import type { Caller, Origin, Outcome } from '#libs/identity';
import { done, refused } from '#libs/identity';
import type { PolicyDocument } from '#libs/password-policy';

import type { PolicyClash } from './policy-clashes.js';
import { clashesWith, clashesWithShadows, savedOf } from './policy-clashes.js';
import type { PoliciesOnArrival, SavedPolicy, TenantPolicies } from './ports/tenant-policies.js';

export type UnsavedPolicy =
  | { readonly code: 'precondition_failed' }
  | {
      readonly code: 'policy_contradiction';
      readonly contradictions: readonly PolicyClash[];
    };

interface PolicyToSave {
  readonly caller: Caller;
  readonly origin: Origin;
  /** Undefined: the whole tenant. */
  readonly group: string | undefined;
  readonly document: PolicyDocument;
}

/** Saves what contradicts nothing, over what was read on arrival; `beaten` by anybody since. */
export async function savePolicy(
  tenantPolicies: TenantPolicies,
  { subject, policies, policiesVersion }: PoliciesOnArrival,
  { caller, origin, group, document }: PolicyToSave,
): Promise<Outcome<SavedPolicy, UnsavedPolicy> | 'beaten'> {
  const inForce = clashesWith(policies, group, document);
  const clashes = inForce.length > 0 ? inForce : clashesWithShadows(policies, group, document);
  if (clashes.length > 0) return refused({ code: 'policy_contradiction', contradictions: clashes });
  const before = savedOf(policies, group);
  const who = { tenant: caller.tenant, by: subject, origin };
  const write = { ...who, group, before: before.document, after: document };
  const saved = await tenantPolicies.save(write, { version: before.version, policiesVersion });
  return saved ? done({ version: saved.version, document }) : 'beaten';
}
