import type { AdminOnArrival, Caller, Origin, SubjectId, TenantId } from '#libs/identity';

/** Pages of the tenant that people are sent to; whoever is sent further carries a fragment. */
export const PAGES = ['reset', 'reset_done'] as const;

/**
 * `reset`: where a reset goes on; `reset_done`: where it ends. An address, or a path of our own.
 * Absent: the tenant has none.
 */
export type Pages = Readonly<Partial<Record<(typeof PAGES)[number], string>>>;

/** The clients that a tenant has registered. */
export interface Clients {
  /** Web origins whose scripts may call us on behalf of the tenant's people. */
  readonly origins: readonly string[];
  readonly pages: Pages;
  /** Whether mfa-v1, which needs no token, is open to the tenant's people. */
  readonly mfaV1: boolean;
}

export interface ClientsOnArrival extends AdminOnArrival {
  /** Counts every write; 0: there never was one. */
  readonly version: number;
  readonly clients: Clients;
}

export abstract class RegisteredClients {
  /** What a tenant has registered, now. Nothing for an unknown one. */
  abstract ofTenant(tenant: TenantId): Promise<Clients>;

  /** Every registered origin with the tenants that list it. */
  abstract origins(): Promise<ReadonlyMap<string, ReadonlySet<TenantId>>>;

  /** Undefined: nobody of this tenant is meant by that token. One query on the primary. */
  abstract onArrival(caller: Caller): Promise<ClientsOnArrival | undefined>;

  /**
   * Saves if the version is still `version`, and journals who did it, before and after.
   * Undefined: somebody else wrote in between; nothing was changed.
   */
  abstract save(
    write: {
      readonly tenant: TenantId;
      readonly by: SubjectId;
      readonly origin: Origin;
      readonly before: Clients;
      readonly after: Clients;
    },
    version: number,
  ): Promise<{ readonly version: number } | undefined>;
}
