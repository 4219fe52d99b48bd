import type {
  Caller,
  ChangeId,
  ChangeReason,
  SessionMark,
  SubjectId,
  TenantId,
} from '#libs/identity';

import type { Account, RequestedReason } from '../account.js';
import type { BreachRecord } from '../breach-check.js';
import type { HistoryChange } from '../history.js';
import type { Evidence } from './attempts.js';
import type { Cause } from './cause.js';
import type { RememberedPassword } from './password-hashing.js';

/** What happened to a password; the journal's words. */
export type PasswordEvent =
  | 'password_changed'
  | 'password_set'
  | 'password_reset'
  /** Taken over from other software: its owner has done nothing, and is told nothing. */
  | 'password_imported'
  | 'password_change_required'
  /** A password in force was found in a corpus. */
  | 'password_breached'
  /** Of a whole tenant or group. */
  | 'password_changes_required'
  /** By somebody else's hand. */
  | 'password_assigned'
  | 'password_removed'
  | 'password_unlocked';

export interface NewPassword {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  readonly envelope: string;
  readonly changeId: ChangeId;
  readonly history: HistoryChange;
  /** The one session that outlives the cut-off; without it none does. */
  readonly keep?: SessionMark;
  /** Whose failures are forgotten, because they know the password after all. */
  readonly evidence: Evidence;
  readonly breach: BreachRecord;
  readonly origin: Cause;
  /** It has to be changed at the next verification, because somebody else knows it. */
  readonly temporary?: boolean;
  /** Of a repeatable request: without its claim nothing is written, with it the answer is kept. */
  readonly answer?: { readonly lookup: string; readonly text: string } | undefined;
}

/** The password in force, written as it would be written today. */
export interface RehashedPassword {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** Stays: it is the same password. */
  readonly changeId: ChangeId;
  readonly envelope: string;
  /** Its entry in the history, written anew as well. */
  readonly entry?: RememberedPassword;
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

  /**
   * What else happened to the subject while a request waited its turn: waits of that class of
   * evidence, and whether another change has won. Read from the primary.
   */
  abstract sinceArrival(
    tenant: TenantId,
    subject: SubjectId,
    evidence: Evidence,
    version: number,
  ): Promise<{ readonly waitSeconds: number; readonly beaten: boolean }>;

  /** Everything a verification is judged by, waits of that class of evidence among it. */
  abstract toVerify(
    tenant: TenantId,
    subject: SubjectId,
    evidence: Evidence,
  ): Promise<Account | undefined>;

  /**
   * The person's remembered passwords, newest first, but for those that were replaced more than
   * `days` ago. Asked only where the policy remembers any.
   */
  abstract remembered(
    tenant: TenantId,
    subject: SubjectId,
    days: number | null,
  ): Promise<readonly RememberedPassword[]>;

  /**
   * Replaces the hash if the credential still has `version`. One transaction: locks the subject,
   * compares and swaps, changes the history, ends the other sessions, clears the failures of that
   * class of evidence, records the event.
   * `beaten`: somebody else's change or answer stands, and nothing was written. `unknown`: the answer to the
   * commit was lost and the truth could not be read for 3 s.
   */
  abstract replace(next: NewPassword, version: number): Promise<Written>;

  /**
   * The same for somebody who does not know the current password: only while the subject's sessions
   * are still of the generation `epoch`. All failures are forgotten, of whatever class: this is the
   * rebinding that a locked password waits for (NIST SP 800-63B-4 §3.2.2).
   */
  abstract reset(
    next: NewPassword,
    of: { readonly version: number; readonly epoch: number },
  ): Promise<Written>;

  /** The same for a subject without a password; `beaten` when there is one by now. */
  abstract setFirst(next: NewPassword): Promise<Written>;

  /**
   * The same by somebody else's hand, in the place of the credential of that version or as the first.
   * No session is kept and all failures are forgotten, of whatever class.
   */
  abstract assign(next: NewPassword, version: number | undefined): Promise<Written>;

  /**
   * The same password under new parameters or keys, if the credential still has `version`. Ends no
   * session and beats nobody: the version stays. Answers whether it was written.
   */
  abstract rehash(next: RehashedPassword, version: number): Promise<boolean>;

  /**
   * From now on only the change flow is open to this person. Changes under way are beaten, because
   * they were judged before. Answers false where there is no password, or no
   * longer that `version`.
   */
  abstract forceChange(
    who: { readonly tenant: TenantId; readonly subject: SubjectId; readonly version?: number },
    reason: ChangeReason,
    cause: Cause,
  ): Promise<boolean>;

  /**
   * The same of everybody in the tenant, or in the group, whose password is older than this call.
   * Answers when that was; undefined: there is no such tenant.
   */
  abstract forceChanges(
    whom: { readonly tenant: TenantId; readonly group: string | undefined },
    reason: RequestedReason,
    cause: Cause,
  ): Promise<Date | undefined>;

  /** Keeps since when the password falls short of its policy, or that it no longer does. */
  abstract fallsShort(
    which: { readonly tenant: TenantId; readonly subject: SubjectId; readonly version: number },
    short: boolean,
  ): Promise<void>;
}
