import type { AccessRefusal, CapacityRefusal, Caller, Origin, Outcome } from '#libs/identity';
import { admitAdmin, admitAdminWrite, done, refused } from '#libs/identity';
import type { Composition, Deviation, Explanation, PolicyDocument } from '#libs/password-policy';
import { composedPolicy, deviations, explain } from '#libs/password-policy';

import { judgedAgain } from './judged-again.js';
import { savedOf } from './policy-clashes.js';
import type { SavedPolicies, SavedPolicy, TenantPolicies } from './ports/tenant-policies.js';
import type { UnsavedPolicy } from './save-policy.js';
import { savePolicy } from './save-policy.js';

/** Every way an operation on policies may end without changing anything. */
export type PolicySettingsRefusal =
  AccessRefusal | CapacityRefusal | { readonly code: 'precondition_required' } | UnsavedPolicy;

export interface SavePolicyCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  /** Undefined: the whole tenant. */
  readonly group: string | undefined;
  readonly document: PolicyDocument;
  /** The version that the admin saw; undefined when the request names none. */
  readonly expectedVersion: number | undefined;
}

type Outcomes<Value> = Outcome<Value, PolicySettingsRefusal>;
type Refusable<Value> = Promise<Outcomes<Value>>;

/** The policies of a tenant and its groups, for the tenant's admins. */
export class PolicySettings {
  constructor(private readonly policies: TenantPolicies) {}

  async read(caller: Caller, group: string | undefined): Refusable<SavedPolicy> {
    const arrived = admitAdmin(caller, await this.policies.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    return done(savedOf(arrived.value.policies, group));
  }

  async save(command: SavePolicyCommand): Refusable<SavedPolicy> {
    return judgedAgain(() => this.judgedAndSaved(command));
  }

  private async judgedAndSaved(
    command: SavePolicyCommand,
  ): Promise<Outcomes<SavedPolicy> | 'beaten'> {
    const { caller, group, expectedVersion } = command;
    const arrived = admitAdmin(caller, await this.policies.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const before = savedOf(arrived.value.policies, group);

    const barred = admitAdminWrite(caller, arrived.value);
    if (barred) return refused(barred);
    if (expectedVersion === undefined) return refused({ code: 'precondition_required' });
    if (expectedVersion !== before.version) return refused({ code: 'precondition_failed' });
    return savePolicy(this.policies, arrived.value, command);
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

const compositionFor = (policies: SavedPolicies, group: string | undefined): Composition => ({
  tenant: policies.tenant.document,
  groups: group === undefined ? [] : [{ name: group, document: savedOf(policies, group).document }],
});
