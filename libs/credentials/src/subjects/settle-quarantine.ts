import type { AccessRefusal, Caller, Origin, Outcome } from '#libs/identity';
import { done, RECENT_LOGIN_SECONDS, refused, requireRecentLogin } from '#libs/identity';

import { admitSession } from '../admit-caller.js';
import type { PasswordCredentials } from '../ports/password-credentials.js';
import type { SecurityLog } from '../ports/security-log.js';
import type { Subjects } from '../ports/subjects.js';

export interface SettleQuarantineCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  readonly decision: 'keep' | 'discard';
}

export type QuarantineRefusal = AccessRefusal | { readonly code: 'nothing_quarantined' };

/**
 * Lets the person who has been proven say what becomes of what was there before them. Every session
 * from before has ended, so whoever asks has come in since; they must have just now, because what
 * they keep will open the account.
 */
export class SettleQuarantine {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly subjects: Subjects,
    private readonly log: SecurityLog,
  ) {}

  async settle(command: SettleQuarantineCommand): Promise<Outcome<undefined, QuarantineRefusal>> {
    const { caller, origin, decision } = command;
    const arrived = admitSession(caller, await this.credentials.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { subject, asOf } = arrived.value;
    const old = requireRecentLogin(caller, RECENT_LOGIN_SECONDS, asOf);
    if (old) {
      this.log.record('authz_fail', caller, origin, old.code);
      return refused(old);
    }
    const who = { tenant: caller.tenant, subject };
    const settled = await this.subjects.settleQuarantine(who, decision, origin);
    return settled ? done(undefined) : refused({ code: 'nothing_quarantined' });
  }
}
