import type { Caller, ChangeId, Origin, Outcome, Password, SubjectId } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { HashingTurn } from './ports/password-hashing.js';
import type { NewPassword, PasswordCredentials, Written } from './ports/password-credentials.js';
import type { ChangeIds, SessionIssuers } from './ports/surroundings.js';
import type { PasswordRefusal } from './refusal.js';

/** What every interface tells about a password that is now in force. */
export interface PasswordInForce {
  readonly subject: SubjectId;
  readonly changedAt: Date;
  readonly changeId: ChangeId;
  readonly sessions: 'ended' | 'pending';
}

/** A lost commit is usually found again within a second; asking sooner only adds load. */
const RETRY_AFTER_UNKNOWN_SECONDS = 5;

/** What change and set end with: seal an admitted password, then make it the one in force. */
export class InstallPassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly changeIds: ChangeIds,
    private readonly issuers: SessionIssuers,
  ) {}

  async seal(
    turn: HashingTurn,
    password: Password,
    who: { readonly caller: Caller; readonly subject: SubjectId; readonly origin: Origin },
  ): Promise<NewPassword> {
    const { caller, subject, origin } = who;
    const binding = { tenant: caller.tenant, subject, changeId: this.changeIds.next() };
    const envelope = await turn.seal(password, binding);
    return { ...binding, envelope, keep: caller.session, origin };
  }

  /** `version` is that of the credential to replace; without one there must be none. */
  async commit(
    next: NewPassword,
    version?: number,
  ): Promise<Outcome<PasswordInForce, PasswordRefusal>> {
    const written =
      version === undefined
        ? await this.credentials.setFirst(next)
        : await this.credentials.replace(next, version);
    return this.report(next, written, version === undefined);
  }

  private report(
    next: NewPassword,
    written: Written,
    first: boolean,
  ): Outcome<PasswordInForce, PasswordRefusal> {
    switch (written.kind) {
      case 'beaten':
        return refused({ code: first ? 'password_already_set' : 'changed_meanwhile' });
      case 'unknown':
        return refused({
          code: 'outcome_unknown',
          retryAfterSeconds: RETRY_AFTER_UNKNOWN_SECONDS,
        });
      case 'committed':
        return done({
          subject: next.subject,
          changedAt: written.at,
          changeId: next.changeId,
          sessions: this.issuers.acknowledgement(next.tenant),
        });
    }
  }
}
