import type { Caller, Origin, Outcome, Password } from '#libs/identity';
import { refused } from '#libs/identity';

import { admitPasswordWriter, admitSession } from './admit-caller.js';
import type { AdmitNewPassword } from './admit-new-password.js';
import type { Answered } from './first-answer.js';
import type { Idempotency } from './idempotency.js';
import { unusableKey } from './idempotency-key.js';
import type { InstallPassword } from './install-password.js';
import type { PasswordInForce, PasswordWriter } from './password-writer.js';
import type { PasswordCredentials } from './ports/password-credentials.js';
import type { PasswordHashing } from './ports/password-hashing.js';
import type { SecurityLog } from './ports/security-log.js';
import { recordOutcome } from './record-outcome.js';
import type { PasswordRefusal } from './refusal.js';

export interface SetPasswordCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  /** `sub` as a body claimed it: compared, never used as an address. */
  readonly claimedSubject?: string;
  readonly password: Password;
}

/** Gives a first password to a person who has none: passwordless or social sign-up. */
export class SetPassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly idempotency: Idempotency,
    private readonly hashing: PasswordHashing,
    private readonly admitNewPassword: AdmitNewPassword,
    private readonly installPassword: InstallPassword,
    private readonly log: SecurityLog,
  ) {}

  async set(command: SetPasswordCommand): Promise<Answered<PasswordRefusal>> {
    const outcome = await this.judged(command);
    recordOutcome(this.log, command, outcome);
    return outcome;
  }

  private async judged(command: SetPasswordCommand): Promise<Answered<PasswordRefusal>> {
    const { caller, origin, claimedSubject, password } = command;
    const unusable = unusableKey(origin);
    if (unusable) return refused(unusable);
    const arrived = admitSession(caller, await this.credentials.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    if (claimedSubject !== undefined && claimedSubject !== caller.sub) {
      return refused({ code: 'subject_mismatch' });
    }

    const account = arrived.value;
    const barred = admitPasswordWriter(caller, account, 'set', account.asOf);
    if (barred) return refused(barred);
    const { tenant, session: keep } = caller;
    const body = [claimedSubject, password];
    const request = { tenant, subject: account.subject, operation: 'set', body, origin } as const;
    return this.idempotency.once(request, (claim) =>
      this.first({ tenant, account, origin, keep, evidence: 'owner', claim }, password),
    );
  }

  private async first(
    writer: PasswordWriter,
    password: Password,
  ): Promise<Outcome<PasswordInForce, PasswordRefusal>> {
    const { tenant, account } = writer;
    const { subject } = account;
    if (account.credential) return refused({ code: 'password_already_set' });
    if (!account.hasVerifiedContact) return refused({ code: 'contact_not_verified' });

    const objection = await this.admitNewPassword.locally(account, password);
    if (objection) return refused(objection);

    const sealed = await this.hashing.admitted({ tenant, subject }, (turn) =>
      this.installPassword.seal(turn, password, writer),
    );
    if (sealed.kind === 'refused') return sealed;
    return this.installPassword.commit(sealed.value);
  }
}
