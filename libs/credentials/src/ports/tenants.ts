import type { TenantId } from '#libs/identity';

/** A tenant that a request names before anybody has proven anything. */
export interface NamedTenant {
  readonly tenant: TenantId;
  /** ISO 3166-1 alpha-2: where telephone numbers without `+` belong. */
  readonly region?: string;
}

export abstract class Tenants {
  abstract named(tenant: TenantId): Promise<NamedTenant | undefined>;
  /** By the name that people know it by, compared byte for byte; one without a brand by its id. */
  abstract ofBrand(brand: string): Promise<NamedTenant | undefined>;
}
