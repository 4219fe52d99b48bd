import type { AccessRefusal, CapacityRefusal, Caller, Origin, Outcome } from '#libs/identity';
import { admitAdmin, admitAdminWrite, done, refused } from '#libs/identity';
import type {
  Composition,
  Contradiction,
  Deviation,
  Explanation,
  PolicyDocument,
} from '#libs/password-policy';
import {
  composedPolicy,
  composedRules,
  contradictions,
  deviations,
  explain,
} from '#libs/password-policy';

import type { SavedPolicies, SavedPolicy, TenantPolicies } from './ports/tenant-policies.js';

/** Every way an operation on policies may end without changing anything. */
export type PolicySettingsRefusal =
  | AccessRefusal
  | CapacityRefusal
  | { readonly code: 'precondition_required' }
  | { readonly code: 'precondition_failed' }
  | {
      readonly code: 'policy_contradiction';
      readonly contradictions: readonly Contradiction[];
    };

export interface SavePolicyCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  /** Undefined: the whole tenant. */
  readonly group: string | undefined;
  readonly document: PolicyDocument;
  /** The version that the admin saw; undefined when the request names none. */
  readonly expectedVersion: number | undefined;
}

type Refusable<Value> = Promise<Outcome<Value, PolicySettingsRefusal>>;

/** What a group asks that has saved nothing. */
const NOTHING_SAVED: SavedPolicy = { version: 0, document: { format: 1, rules: {} } };

/** The policies of a tenant and its groups, for the tenant's admins. */
export class PolicySettings {
  constructor(private readonly policies: TenantPolicies) {}

  async read(caller: Caller, group: string | undefined): Refusable<SavedPolicy> {
    const arrived = admitAdmin(caller, await this.policies.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    return done(savedOf(arrived.value.policies, group));
  }

  async save(command: SavePolicyCommand): Refusable<SavedPolicy> {
    const { caller, origin, group, document, expectedVersion } = command;
    const arrived = admitAdmin(caller, await this.policies.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { subject, policies } = arrived.value;
    const before = savedOf(policies, group);

    const barred = admitAdminWrite(caller, arrived.value);
    if (barred) return refused(barred);
    if (expectedVersion === undefined) return refused({ code: 'precondition_required' });
    if (expectedVersion !== before.version) return refused({ code: 'precondition_failed' });

    const clashes = clashesWith(policies, group, document);
    if (clashes.length > 0) {
      return refused({ code: 'policy_contradiction', contradictions: clashes });
    }

    const who = { tenant: caller.tenant, by: subject, origin };
    const write = { ...who, group, before: before.document, after: document };
    const saved = await this.policies.save(write, before.version);
    return saved
      ? done({ version: saved.version, document })
      : refused({ code: 'precondition_failed' });
  }

  /** Every rule, its value, and who imposed it. */
  async explain(caller: Caller, group: string | undefined): Refusable<readonly Explanation[]> {
    const arrived = admitAdmin(caller, await this.policies.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    return done(explain(compositionFor(arrived.value.policies, group)));
  }

  /** What the standards would not have, as the policy applies to the tenant's people today. */
  async compliance(caller: Caller, group: string | undefined): Refusable<readonly Deviation[]> {
    const arrived = admitAdmin(caller, await this.policies.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { policies, secondFactorRequired } = arrived.value;
    return done(deviations(composedPolicy(compositionFor(policies, group), secondFactorRequired)));
  }
}

const savedOf = ({ tenant, groups }: SavedPolicies, group: string | undefined): SavedPolicy =>
  group === undefined ? tenant : (groups.get(group) ?? NOTHING_SAVED);

const compositionFor = (policies: SavedPolicies, group: string | undefined): Composition => ({
  tenant: policies.tenant.document,
  groups: group === undefined ? [] : [{ name: group, document: savedOf(policies, group).document }],
});

/**
 * What would contradict itself for anybody: people of no group, of any one that is touched, and of
 * all at once, because strictest wins and every further group only adds.
 */
function clashesWith(
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
