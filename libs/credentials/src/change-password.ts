import type { Caller, Origin, Outcome, Password } from '#libs/identity';
import { refused } from '#libs/identity';
import { attemptLimit } from '#libs/password-policy';

import type { Account, PasswordCredential } from './account.js';
import { admitPasswordWriter, admitSession } from './admit-caller.js';
import { tooYoung } from './ages.js';
import type { AdmitNewPassword } from './admit-new-password.js';
import type { InstallPassword, PasswordInForce } from './install-password.js';
import type { Attempts } from './ports/attempts.js';
import type { NewPassword, PasswordCredentials } from './ports/password-credentials.js';
import type { HashingTurn, PasswordHashing } from './ports/password-hashing.js';
import type { SecurityLog } from './ports/security-log.js';
import type { PasswordRefusal } from './refusal.js';
import { recordOutcome } from './record-outcome.js';

export interface ChangePasswordCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  /** `sub` as a body claimed it: compared, never used as an address. */
  readonly claimedSubject?: string;
  readonly currentPassword: Password;
  readonly newPassword: Password;
}

type Refusable<Value> = Promise<Outcome<Value, PasswordRefusal>>;

/** Replaces a password by a new one, for whoever knows the current one. Cheapest checks first. */
export class ChangePassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly attempts: Attempts,
    private readonly hashing: PasswordHashing,
    private readonly admitNewPassword: AdmitNewPassword,
    private readonly installPassword: InstallPassword,
    private readonly log: SecurityLog,
  ) {}

  async change(command: ChangePasswordCommand): Refusable<PasswordInForce> {
    const outcome = await this.judged(command);
    recordOutcome(this.log, command, outcome);
    return outcome;
  }

  private async judged(command: ChangePasswordCommand): Refusable<PasswordInForce> {
    const { caller, claimedSubject } = command;
    const arrived = admitSession(caller, await this.credentials.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    if (claimedSubject !== undefined && claimedSubject !== caller.sub) {
      return refused({ code: 'subject_mismatch' });
    }

    const account = arrived.value;
    const barred = admitPasswordWriter(caller, account, 'change', account.asOf);
    if (barred) return refused(barred);
    if (!account.credential) return refused({ code: 'no_password_set' });
    if (account.waitSeconds > 0) return refused(tooMany(account.waitSeconds));

    const objection = await this.admitNewPassword.locally(account, command.newPassword);
    if (objection) return refused(objection);

    const { credential } = account;
    const sealed = await this.hashing.admitted(
      { tenant: caller.tenant, subject: account.subject },
      (turn) => this.proven(turn, command, account, credential),
    );
    if (sealed.kind === 'refused') return sealed;
    return this.installPassword.commit(sealed.value, credential.version);
  }

  /** What costs hashes: 1 for a wrong guess, 2 for a change, 3 with history. Holds no connection. */
  private async proven(
    turn: HashingTurn,
    command: ChangePasswordCommand,
    account: Account,
    credential: PasswordCredential,
  ): Refusable<NewPassword> {
    const { caller, currentPassword, newPassword, origin } = command;
    const { policy, subject } = account;
    const since = turn.waitedForSubject
      ? await this.credentials.sinceArrival(caller.tenant, subject, credential.version)
      : { waitSeconds: 0, beaten: false };
    if (since.waitSeconds > 0) return refused(tooMany(since.waitSeconds));

    const binding = { tenant: caller.tenant, subject, changeId: credential.changeId };
    if (!(await turn.matches(currentPassword, credential.envelope, binding))) {
      // A client that lost our answer sends the same again: what it wants is already in force.
      const repeated =
        credential.changedWithinLastMinute &&
        (await turn.matches(newPassword, credential.envelope, binding));
      if (repeated) return refused({ code: 'changed_meanwhile' });
      await this.attempts.failed(caller.tenant, subject, 'owner', attemptLimit(policy, 'owner'));
      return refused({ code: 'invalid_current_password' });
    }
    if (since.beaten) return refused({ code: 'changed_meanwhile' });

    const objection =
      tooYoung(account, credential) ??
      this.admitNewPassword.afterProof(account, currentPassword, newPassword);
    if (objection) return refused(objection);
    const current = { password: currentPassword, credential };
    return this.installPassword.seal(turn, newPassword, { caller, account, origin, current });
  }
}

const tooMany = (retryAfterSeconds: number): PasswordRefusal => ({
  code: 'too_many_attempts',
  retryAfterSeconds,
});
