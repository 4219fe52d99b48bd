import type { AdminOnArrival, Caller, Origin, SubjectId, TenantId } from '#libs/identity';
import type { PolicyDocument } from '#libs/password-policy';

export interface SavedPolicy {
  /** Counts every write of the document; 0: nothing was ever saved. */
  readonly version: number;
  readonly document: PolicyDocument;
}

export interface SavedShadow {
  /** Counts publishing and withdrawing alike; 0: nothing was ever published. */
  readonly version: number;
  /** Absent: nothing is tried out at the moment. */
  readonly published?: { readonly document: PolicyDocument; readonly since: Date };
}

export interface SavedPolicies {
  readonly tenant: SavedPolicy;
  readonly groups: ReadonlyMap<string, SavedPolicy>;
  /** By group; undefined: the whole tenant's. */
  readonly shadows: ReadonlyMap<string | undefined, SavedShadow>;
}

export interface PoliciesOnArrival extends AdminOnArrival {
  readonly secondFactorRequired: boolean;
  readonly policies: SavedPolicies;
  /** Counts every save of any of them, and of what is tried out. */
  readonly policiesVersion: number;
}

/** What a document was judged on. */
export interface PoliciesSeen {
  /** Of the document that it replaces. */
  readonly version: number;
  /** Of all that it has to agree with. */
  readonly policiesVersion: number;
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

export interface ShadowWrite extends Omit<PolicyWrite, 'before' | 'after'> {
  /** Undefined: nothing is tried out any longer. */
  readonly document: PolicyDocument | undefined;
}

export abstract class TenantPolicies {
  /** Undefined: nobody of this tenant is meant by that token. One query on the primary. */
  abstract onArrival(caller: Caller): Promise<PoliciesOnArrival | undefined>;

  /** What the tenant asks of everybody. Undefined: there is no such tenant. */
  abstract ofTenant(
    tenant: TenantId,
  ): Promise<{ readonly saved: SavedPolicy; readonly secondFactorRequired: boolean } | undefined>;

  /**
   * Saves the document if its version (0: there is none) and that of the tenant's policies are
   * still those that were seen, and journals who did it. Undefined: somebody else wrote in between,
   * this document or one beside it; nothing was changed.
   */
  abstract save(
    write: PolicyWrite,
    seen: PoliciesSeen,
  ): Promise<{ readonly version: number } | undefined>;

  /**
   * The same for what is tried out in shadow. What was counted for the one before is forgotten: it
   * says nothing about this one.
   */
  abstract saveShadow(write: ShadowWrite, seen: PoliciesSeen): Promise<SavedShadow | undefined>;
}
