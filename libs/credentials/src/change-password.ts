import type { Caller, Origin } from '#libs/identity';
import { refused } from '#libs/identity';

import { admitPasswordWriter, admitSession } from './admit-caller.js';
import type { ChangeAllowance } from './change-allowance.js';
import type { Answered } from './first-answer.js';
import type { Idempotency } from './idempotency.js';
import { unusableKey } from './idempotency-key.js';
import type { PasswordCredentials } from './ports/password-credentials.js';
import type { SecurityLog } from './ports/security-log.js';
import type { PasswordRefusal } from './refusal.js';
import { recordOutcome } from './record-outcome.js';
import type { Replacement, ReplacePassword } from './replace-password.js';

export interface ChangePasswordCommand extends Replacement {
  readonly caller: Caller;
  readonly origin: Origin;
  /** `sub` as a body claimed it: compared, never used as an address. */
  readonly claimedSubject?: string;
}

/** Replaces a password by a new one, for whoever has a session and knows the current one. */
export class ChangePassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly idempotency: Idempotency,
    private readonly replacePassword: ReplacePassword,
    private readonly allowance: ChangeAllowance,
    private readonly log: SecurityLog,
  ) {}

  async change(command: ChangePasswordCommand): Promise<Answered<PasswordRefusal>> {
    const outcome = await this.judged(command);
    recordOutcome(this.log, command, outcome);
    return outcome;
  }

  private async judged(command: ChangePasswordCommand): Promise<Answered<PasswordRefusal>> {
    const { caller, origin, claimedSubject, currentPassword, newPassword } = command;
    const unusable = unusableKey(origin);
    if (unusable) return refused(unusable);
    const arrived = admitSession(caller, await this.credentials.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    if (claimedSubject !== undefined && claimedSubject !== caller.sub) {
      return refused({ code: 'subject_mismatch' });
    }

    const account = arrived.value;
    const barred = admitPasswordWriter(caller, account, 'change', account.asOf);
    if (barred) return refused(barred);
    const { tenant, session: keep } = caller;
    const body = [claimedSubject, currentPassword, newPassword];
    const request = {
      tenant,
      subject: account.subject,
      operation: 'change',
      body,
      origin,
    } as const;
    const outcome = await this.idempotency.once(request, async (claim) => {
      const objection = this.allowance.objection(account, origin);
      if (objection) return refused(objection);
      const writer = { tenant, account, origin, keep, evidence: 'owner', claim } as const;
      return this.replacePassword.replace(writer, command);
    });
    await this.allowance.told(origin, outcome);
    return outcome;
  }
}
