import type { LoginIdentifier, SubjectId, TenantId } from '#libs/identity';

import type { Cause } from './cause.js';

/** One person as their directory tells them, whole: what it does not name is gone. */
export interface DirectoryEntry {
  readonly status: 'active' | 'disabled';
  /** The enterprise provider that owns this identity. */
  readonly managedBy?: string | undefined;
  readonly names: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly identifiers: readonly (LoginIdentifier & { readonly verified: boolean })[];
  readonly links: readonly { readonly iss: string; readonly sub: string }[];
  /** The directory's own count; without it the last write wins. */
  readonly version?: number | undefined;
}

export type SubjectPut =
  | {
      readonly outcome: 'created' | 'updated';
      /** What was there before was held back, because the person has only now been proven. */
      readonly quarantined: boolean;
    }
  /** Somebody else has it; `index` says which of the list. */
  | { readonly outcome: 'identifier_taken' | 'link_taken'; readonly index: number }
  /** The directory has told something newer before. */
  | { readonly outcome: 'stale'; readonly version: number };

export abstract class Subjects {
  /**
   * Writes all of it or nothing, one transaction. A change of the status ends every session.
   * Undefined: there is no such tenant.
   */
  abstract put(
    who: { readonly tenant: TenantId; readonly subject: SubjectId },
    entry: DirectoryEntry,
    cause: Cause,
  ): Promise<SubjectPut | undefined>;

  /**
   * The same for many in one transaction, each of them or not: whoever is refused does not hinder the
   * others. Nobody stands in the list twice. Answers for everybody; nobody: there is no such tenant.
   */
  abstract putAll(
    tenant: TenantId,
    people: readonly { readonly subject: SubjectId; readonly entry: DirectoryEntry }[],
    cause: Cause,
  ): Promise<ReadonlyMap<SubjectId, SubjectPut>>;

  /**
   * Takes what was held back into use, or deletes it. Answers false where nothing is held back, or
   * nobody is there for whom it could be.
   */
  abstract settleQuarantine(
    who: { readonly tenant: TenantId; readonly subject: SubjectId },
    decision: 'keep' | 'discard',
    cause: Cause,
  ): Promise<boolean>;

  /**
   * Deletes everything that is known of a person; what happened stays in the journal, to an opaque id
   * and without addresses. Answers false where there is nobody.
   */
  abstract erase(
    who: { readonly tenant: TenantId; readonly subject: SubjectId },
    cause: Cause,
  ): Promise<boolean>;

  /** Everything that is known of a person but for what proves anything. Undefined: nobody. */
  abstract exported(who: {
    readonly tenant: TenantId;
    readonly subject: SubjectId;
  }): Promise<object | undefined>;
}
