import type {
  PoliciesOnArrival,
  PoliciesSeen,
  PolicyWrite,
  SavedPolicy,
  SavedShadow,
  ShadowWrite,
} from '#libs/credentials';
import { TenantPolicies } from '#libs/credentials';
import { subjectId } from '#libs/identity';

import { NOW } from './fakes.js';

/** One tenant's policies. Whoever is in `meanwhile` writes between a request's read and its write. */
export class FakeTenantPolicies extends TenantPolicies {
  tenant: SavedPolicy = { version: 0, document: { format: 1, rules: {} } };
  readonly groups = new Map<string, SavedPolicy>();
  readonly shadows = new Map<string | undefined, SavedShadow>();
  version = 0;
  meanwhile: (() => void) | undefined;

  override onArrival(): Promise<PoliciesOnArrival> {
    const { tenant, version: policiesVersion } = this;
    const policies = { tenant, groups: new Map(this.groups), shadows: new Map(this.shadows) };
    const admin = { subject: subjectId('alice'), asOf: NOW, admin: true, changeDue: false };
    const standing = { status: 'active', epoch: 0 } as const;
    const settings = { secondFactorRequired: false, policies, policiesVersion };
    return Promise.resolve({ ...admin, standing, ...settings });
  }

  override ofTenant(): Promise<{ saved: SavedPolicy; secondFactorRequired: boolean }> {
    return Promise.resolve({ saved: this.tenant, secondFactorRequired: false });
  }

  override save(
    { group, after }: PolicyWrite,
    { version, policiesVersion }: PoliciesSeen,
  ): Promise<{ version: number } | undefined> {
    this.meanwhile?.();
    if (policiesVersion !== this.version) return Promise.resolve(undefined);
    this.put(group, { version: version + 1, document: after });
    return Promise.resolve({ version: version + 1 });
  }

  override saveShadow(
    { group, document }: ShadowWrite,
    { version }: PoliciesSeen,
  ): Promise<SavedShadow> {
    const shadow = {
      version: version + 1,
      ...(document && { published: { document, since: NOW } }),
    };
    this.shadows.set(group, shadow);
    this.version += 1;
    return Promise.resolve(shadow);
  }

  put(group: string | undefined, saved: SavedPolicy): void {
    if (group === undefined) this.tenant = saved;
    else this.groups.set(group, saved);
    this.version += 1;
  }
}
