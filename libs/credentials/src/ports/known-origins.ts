import type { TenantId } from '#libs/identity';

/** The registered web origins as this process knows them: a few seconds old at most. */
export abstract class KnownOrigins {
  /** Whether any tenant lists it, or it is our own. */
  abstract isRegistered(origin: string): Promise<boolean>;

  /** Whether this tenant lists it, or it is our own. */
  abstract isRegisteredBy(tenant: TenantId, origin: string): Promise<boolean>;

  /** Somebody has just changed them: the next answer looks again. */
  abstract forget(): void;
}
