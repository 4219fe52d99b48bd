import type { ChangeId, SubjectId, TenantId } from '#libs/identity';

import type { Cause } from './cause.js';

/** A sealed hash of other software, or of a password that other software has just verified. */
export interface ImportedPassword {
  readonly subject: SubjectId;
  readonly envelope: string;
  readonly scheme: string;
  readonly changeId: ChangeId;
}

export abstract class PasswordImports {
  /**
   * Gives them to people who have no password yet, all in one transaction, each with an event of its
   * own. Ends no session, tells nobody. Answers who has got theirs, and when.
   */
  abstract importAll(
    tenant: TenantId,
    passwords: readonly ImportedPassword[],
    cause: Cause,
  ): Promise<ReadonlyMap<SubjectId, Date>>;

  /** Whether this person has ever had a password here, also one that is gone. */
  abstract everHad(tenant: TenantId, subject: SubjectId): Promise<boolean>;

  /**
   * Gives a password that other software has just verified to somebody who has never had one here;
   * for anybody else it does nothing. Journaled as an import; ends no session, tells nobody.
   */
  abstract adopt(tenant: TenantId, password: ImportedPassword, cause: Cause): Promise<void>;
}
