import type { Outcome, Password } from '#libs/identity';
import { refused } from '#libs/identity';
import { attemptLimit } from '#libs/password-policy';

import { abandoned } from './abandoned.js';
import type { PasswordCredential } from './account.js';
import { tooYoung } from './ages.js';
import type { AdmitNewPassword } from './admit-new-password.js';
import type { InstallPassword } from './install-password.js';
import type { PasswordInForce, PasswordWriter } from './password-writer.js';
import type { Attempts } from './ports/attempts.js';
import type { NewPassword, PasswordCredentials } from './ports/password-credentials.js';
import type { HashingTurn, PasswordHashing } from './ports/password-hashing.js';
import type { RecheckBreach } from './recheck-breach.js';
import type { PasswordRefusal } from './refusal.js';

export interface Replacement {
  readonly currentPassword: Password;
  readonly newPassword: Password;
}

type Refusable<Value> = Promise<Outcome<Value, PasswordRefusal>>;

/** The steps that every change shares, whatever has let its writer in. Cheapest checks first. */
export class ReplacePassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly attempts: Attempts,
    private readonly hashing: PasswordHashing,
    private readonly admitNewPassword: AdmitNewPassword,
    private readonly installPassword: InstallPassword,
    private readonly recheckBreach: RecheckBreach,
  ) {}

  async replace(writer: PasswordWriter, passwords: Replacement): Refusable<PasswordInForce> {
    const { tenant, account } = writer;
    const { credential, subject } = account;
    if (!credential) return refused({ code: 'no_password_set' });
    if (account.waitSeconds > 0) return refused(tooMany(account.waitSeconds));

    const objection = await this.admitNewPassword.locally(account, passwords.newPassword);
    if (objection) return refused(objection);

    const sealed = await this.hashing.admitted({ tenant, subject }, (turn) =>
      this.proven(turn, writer, passwords, credential),
    );
    if (sealed.kind === 'refused') return sealed;
    return this.installPassword.commit(sealed.value, credential.version);
  }

  /** What costs hashes: 1 for a wrong guess, 2 for a change, 3 with history. Holds no connection. */
  private async proven(
    turn: HashingTurn,
    writer: PasswordWriter,
    { currentPassword, newPassword }: Replacement,
    credential: PasswordCredential,
  ): Refusable<NewPassword> {
    const { tenant, account, evidence } = writer;
    const { policy, subject } = account;
    const given = abandoned(writer.origin);
    if (given) return refused(given);
    const since = turn.waitedForSubject
      ? await this.credentials.sinceArrival(tenant, subject, evidence, credential.version)
      : { waitSeconds: 0, beaten: false };
    if (since.waitSeconds > 0) return refused(tooMany(since.waitSeconds));

    const binding = { tenant, subject, changeId: credential.changeId };
    if (!(await turn.matches(currentPassword, credential.envelope, binding))) {
      // A client that lost our answer sends the same again: what it wants is already in force.
      const repeated =
        credential.changedWithinLastMinute &&
        (await turn.matches(newPassword, credential.envelope, binding));
      if (repeated) return refused({ code: 'changed_meanwhile' });
      const limit = attemptLimit(policy, evidence);
      await this.attempts.failed({ tenant, subject, evidence, limit, cause: writer.origin });
      return refused({ code: 'invalid_current_password' });
    }
    this.admitNewPassword.seen(tenant, account, currentPassword);
    if (since.beaten) return refused({ code: 'changed_meanwhile' });

    const sealed = await this.sealed(turn, writer, { currentPassword, newPassword }, credential);
    if (sealed.kind === 'refused') {
      // The current password stays in force, and was just seen in the clear.
      const seen = { tenant, account, credential, password: currentPassword };
      await turn.whileAway(() => this.recheckBreach.seen(seen));
    }
    return sealed;
  }

  private async sealed(
    turn: HashingTurn,
    writer: PasswordWriter,
    { currentPassword, newPassword }: Replacement,
    credential: PasswordCredential,
  ): Refusable<NewPassword> {
    const { account } = writer;
    const young = tooYoung(account, credential);
    if (young) return refused(young);
    const violations = this.admitNewPassword.afterProof(account, currentPassword, newPassword);
    const current = { password: currentPassword, credential, violations };
    return this.installPassword.seal(turn, newPassword, writer, current);
  }
}

const tooMany = (retryAfterSeconds: number): PasswordRefusal => ({
  code: 'too_many_attempts',
  retryAfterSeconds,
});
