import type { TenantId } from '#libs/identity';

/** Hosts by which requests without a token are told apart that name no tenant. */
export abstract class TenantHosts {
  /** `host` as `hostName` spells it. Undefined: no tenant has registered it. */
  abstract tenantOf(host: string): Promise<TenantId | undefined>;
}
