import type { AdminOnArrival, Caller, SubjectId, TenantId } from '#libs/identity';

/** On whose behalf something happened; `system`: nobody asked for it, it was due. */
export type AuditActor =
  | { readonly kind: 'person'; readonly subject: SubjectId }
  | { readonly kind: 'service'; readonly client: string }
  | { readonly kind: 'system' };

/** One event as an auditor reads it: when, who, what, outcome, from where (ASVS 5.0 16.2.1). */
export interface AuditRecord {
  readonly id: string;
  /** The commit, by the database's clock. */
  readonly at: Date;
  readonly type: string;
  readonly outcome: 'success' | 'failure';
  /** Whose event it is; absent where it is the tenant's. */
  readonly subject?: SubjectId;
  readonly actor: AuditActor;
  /** The request that caused it, as logs and answers name it. */
  readonly txn?: string;
  /** Canonical text form. */
  readonly ip?: string;
  /** What else the event tells; never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditFilter {
  readonly from: Date;
  /** Exclusive; absent: up to now. */
  readonly to?: Date | undefined;
  readonly subject?: SubjectId | undefined;
  readonly type?: string | undefined;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface AuditPage {
  /** The newest first. */
  readonly records: readonly AuditRecord[];
  /** Where the next page begins; absent: there is none. */
  readonly next?: string;
}

export abstract class AuditTrail {
  /** Undefined: nobody of this tenant is meant by that token. */
  abstract onArrival(caller: Caller): Promise<AdminOnArrival | undefined>;

  /**
   * Looks at a bounded number of events, so a page may hold fewer than `limit` and have a next one
   * all the same. Undefined: `after` is no event of this tenant.
   */
  abstract page(tenant: TenantId, filter: AuditFilter): Promise<AuditPage | undefined>;
}
