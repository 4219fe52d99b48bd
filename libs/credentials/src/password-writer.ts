import type { ChangeId, SessionMark, SubjectId, TenantId } from '#libs/identity';

import type { Account } from './account.js';
import type { Evidence } from './ports/attempts.js';
import type { Claim } from './ports/idempotent-requests.js';
import type { Cause } from './ports/cause.js';

/** Who a proof has let in to write a password: the owner of a token, or whoever holds a ticket. */
export interface PasswordWriter {
  readonly tenant: TenantId;
  /** As it stood when the request arrived. */
  readonly account: Account;
  readonly origin: Cause;
  /** The one session that outlives the change; without it all end. */
  readonly keep?: SessionMark;
  /** Who a wrong current password is booked on. */
  readonly evidence: Evidence;
  /** Of a repeatable request: the change keeps its answer. */
  readonly claim?: Claim | undefined;
}

/** What every interface tells about a password that is now in force. */
export interface PasswordInForce {
  readonly subject: SubjectId;
  readonly changedAt: Date;
  readonly changeId: ChangeId;
  readonly sessions: 'ended' | 'pending';
}
