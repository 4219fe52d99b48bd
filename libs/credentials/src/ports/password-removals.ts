import type { SessionMark, SubjectId, TenantId, VerificationType } from '#libs/identity';

import type { SupportReason } from '../account.js';
import type { Cause } from './cause.js';

/** With what else a person can begin a login, as it stood when it was asked. */
export interface OtherFactors {
  /** Counts every factor that comes or goes. */
  readonly factorsVersion: number;
  /** Enrolled, usable, and switched on by the tenant; PASSWORD is never among them. */
  readonly types: ReadonlySet<VerificationType>;
}

export interface PasswordRemoval {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** The credential that was judged. */
  readonly version: number;
  /** The factors that were judged. */
  readonly factorsVersion: number;
  /** The one session that stays. */
  readonly keep?: SessionMark;
}

export abstract class PasswordRemovals {
  /** Undefined: there is nobody. */
  abstract otherFactors(tenant: TenantId, subject: SubjectId): Promise<OtherFactors | undefined>;

  /**
   * Deletes the password if neither it nor any factor has moved since: one transaction under the
   * subject's lock, so that two services cannot together remove the last one. Other sessions end, the
   * history stays. Answers when; undefined: something has moved, nothing was written.
   */
  abstract remove(removal: PasswordRemoval, cause: Cause): Promise<Date | undefined>;

  /**
   * Forgets all failures, of whatever class, and what they have closed. Answers whether there were
   * any; undefined: there is nobody.
   */
  abstract unlock(
    who: { readonly tenant: TenantId; readonly subject: SubjectId },
    reason: SupportReason,
    cause: Cause,
  ): Promise<boolean | undefined>;
}
