import type { AccessRefusal, Caller, Outcome, TenantId } from '#libs/identity';
import { done } from '#libs/identity';
import type { Policy } from '#libs/password-policy';
import { composedPolicy } from '#libs/password-policy';

import { admitSession } from './admit-caller.js';
import type { PasswordCredentials } from './ports/password-credentials.js';
import type { TenantPolicies } from './ports/tenant-policies.js';

/** A policy as it is shown before anybody types a password. */
export interface ShownPolicy {
  readonly policy: Policy;
  /** Counts up with every document that makes it; 0: the platform's default. */
  readonly version: number;
}

const PLATFORM_DEFAULT: ShownPolicy = {
  policy: composedPolicy({ tenant: { format: 1, rules: {} } }, undefined),
  version: 0,
};

/** Tells the rules beforehand: to everybody a tenant's, to a person their own. */
export class ShowPolicy {
  constructor(
    private readonly policies: TenantPolicies,
    private readonly credentials: PasswordCredentials,
  ) {}

  /** An unknown tenant has the platform's policy: whether a tenant exists is not told here. */
  async ofTenant(tenant: TenantId | undefined): Promise<ShownPolicy> {
    const found = tenant && (await this.policies.ofTenant(tenant));
    if (!found) return PLATFORM_DEFAULT;
    const { saved, secondFactorRequired } = found;
    const policy = composedPolicy({ tenant: saved.document }, secondFactorRequired);
    return { policy, version: saved.version };
  }

  async ofCaller(caller: Caller): Promise<Outcome<ShownPolicy, AccessRefusal>> {
    const arrived = admitSession(caller, await this.credentials.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { policy, policyVersion: version } = arrived.value;
    return done({ policy, version });
  }
}
