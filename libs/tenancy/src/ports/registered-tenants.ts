import type { Cause } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import type { MultifactorSettings } from '#libs/verification';

import type { Taken } from '../refusal.js';
import type { RegisteredTenant, TenantNames, TenantRegistration } from '../registered-tenant.js';

export interface NameClaims {
  readonly brand: string | undefined;
  readonly hosts: readonly string[];
}

export abstract class RegisteredTenants {
  abstract all(): Promise<readonly RegisteredTenant[]>;
  abstract find(tenant: TenantId): Promise<RegisteredTenant | undefined>;
  /** Which of these, and of its id, mean another tenant already: a brand may not be another's id. */
  abstract taken(tenant: TenantId, claims: NameClaims): Promise<readonly Taken[]>;

  /** All of it and its event, or nothing. False: one of its names was given away meanwhile. */
  abstract add(registration: TenantRegistration, cause: Cause): Promise<boolean>;

  /** With its event. False: it is no longer called as in `before`, or the brand was given away. */
  abstract rename(
    tenant: TenantId,
    names: { readonly before: TenantNames; readonly after: TenantNames },
    cause: Cause,
  ): Promise<boolean>;

  /** With its event. False: somebody wrote the settings since `before` was read. */
  abstract settle(
    before: RegisteredTenant,
    after: MultifactorSettings,
    cause: Cause,
  ): Promise<boolean>;
}
