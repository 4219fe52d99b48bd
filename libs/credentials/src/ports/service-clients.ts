import type { TenantId } from '#libs/identity';

/** What a service may do at most; its token can only narrow it. */
export interface ServiceGrant {
  readonly tenants: ReadonlySet<TenantId> | 'all';
  readonly scopes: ReadonlySet<string>;
}

export abstract class ServiceClients {
  /** The grant of the `service_client` row, read from the primary. Undefined: not one of ours. */
  abstract grantOf(issuer: string, client: string): Promise<ServiceGrant | undefined>;
}
