import type { AdminOnArrival, Caller, Origin, SubjectId, TenantId } from '#libs/identity';
import type { PolicyDocument } from '#libs/password-policy';

export interface SavedPolicy {
  /** Counts every write of the document; 0: nothing was ever saved. */
  readonly version: number;
  readonly document: PolicyDocument;
}

export interface SavedPolicies {
  readonly tenant: SavedPolicy;
  readonly groups: ReadonlyMap<string, SavedPolicy>;
}

export interface PoliciesOnArrival extends AdminOnArrival {
  readonly secondFactorRequired: boolean;
  readonly policies: SavedPolicies;
}

export interface PolicyWrite {
  readonly tenant: TenantId;
  readonly by: SubjectId;
  readonly origin: Origin;
  /** Undefined: the whole tenant. */
  readonly group: string | undefined;
  readonly before: PolicyDocument;
  readonly after: PolicyDocument;
}

export abstract class TenantPolicies {
  /** Undefined: nobody of this tenant is meant by that token. One query on the primary. */
  abstract onArrival(caller: Caller): Promise<PoliciesOnArrival | undefined>;

  /** What the tenant asks of everybody. Undefined: there is no such tenant. */
  abstract ofTenant(
    tenant: TenantId,
  ): Promise<{ readonly saved: SavedPolicy; readonly secondFactorRequired: boolean } | undefined>;

  /**
   * Saves the document if its version is still `version` (0: there is none), and journals who did
   * it. Undefined: somebody else wrote in between; nothing was changed.
   */
  abstract save(
    write: PolicyWrite,
    version: number,
  ): Promise<{ readonly version: number } | undefined>;
}
