import type { Caller, ChangeId, Origin, SessionMark, SubjectId, TenantId } from '#libs/identity';

import type { Account } from '../account.js';

/** What happened to a password; the journal's words. */
export type PasswordEvent = 'password_changed' | 'password_set';

export interface NewPassword {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  readonly envelope: string;
  readonly changeId: ChangeId;
  /** The one session that outlives the cut-off. */
  readonly keep: SessionMark;
  readonly origin: Origin;
}

/** When the change was committed, by the database's clock. */
export interface Committed {
  readonly kind: 'committed';
  readonly at: Date;
}

export type Written = Committed | { readonly kind: 'beaten' } | { readonly kind: 'unknown' };

export abstract class PasswordCredentials {
  /**
   * Everything the request is judged by, in one query on the primary, so that a cut-off binds from
   * its commit on. Undefined: nobody of this tenant is meant by that token.
   */
  abstract onArrival(caller: Caller): Promise<Account | undefined>;

  /** What else happened to the subject while a request waited its turn. Read from the primary. */
  abstract sinceArrival(
    tenant: TenantId,
    subject: SubjectId,
    version: number,
  ): Promise<{ readonly waitSeconds: number; readonly beaten: boolean }>;

  /**
   * Replaces the hash if the credential still has `version`. One transaction: locks the subject,
   * compares and swaps, ends the other sessions, clears the owner's failures, records the event.
   * `beaten`: somebody else's change stands, and nothing was written. `unknown`: the answer to the
   * commit was lost and the truth could not be read for 3 s.
   */
  abstract replace(next: NewPassword, version: number): Promise<Written>;

  /** The same for a subject without a password; `beaten` when there is one by now. */
  abstract setFirst(next: NewPassword): Promise<Written>;
}
