import type { Origin, Outcome, Password, SubjectId, TenantId } from '#libs/identity';
import { refused } from '#libs/identity';

import type { Account } from '../account.js';
import { barredAccount } from '../admit-caller.js';
import type { AdmitNewPassword } from '../admit-new-password.js';
import type { Answered } from '../first-answer.js';
import type { Idempotency } from '../idempotency.js';
import { unusableKey } from '../idempotency-key.js';
import type { InstallPassword } from '../install-password.js';
import type { PasswordInForce, PasswordWriter } from '../password-writer.js';
import type { NewPassword, PasswordCredentials } from '../ports/password-credentials.js';
import type { HashingTurn, PasswordHashing } from '../ports/password-hashing.js';
import type { PasswordRefusal } from '../refusal.js';

export interface AssignPasswordCommand {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  readonly password: Password;
  /** It has to be changed at the next verification. */
  readonly temporary: boolean;
  readonly client: string;
  readonly origin: Origin;
}

export type AssignmentRefusal = PasswordRefusal | { readonly code: 'not_found' };

const SAME: PasswordRefusal = {
  code: 'password_policy_violated',
  violations: [{ code: 'same_as_current' }],
};

/**
 * Gives a person a password that somebody else has chosen, for support and migrations. The policy
 * applies as to everybody's; every session ends, and the person is told.
 */
export class AssignPassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly idempotency: Idempotency,
    private readonly hashing: PasswordHashing,
    private readonly admitNewPassword: AdmitNewPassword,
    private readonly installPassword: InstallPassword,
  ) {}

  async assign(command: AssignPasswordCommand): Promise<Answered<AssignmentRefusal>> {
    const { tenant, subject, password, temporary, client, origin } = command;
    const unusable = unusableKey(origin);
    if (unusable) return refused(unusable);
    const account = await this.credentials.toVerify(tenant, subject, 'owner');
    if (account?.standing.status !== 'active') return refused({ code: 'not_found' });
    const barred = barredAccount(account);
    if (barred) return refused(barred);

    const body = [password, String(temporary)];
    const request = { tenant, subject, operation: 'assign', body, origin } as const;
    return this.idempotency.once(request, (claim) => {
      const from = { ...origin, client };
      const writer = { tenant, account, origin: from, evidence: 'owner', claim } as const;
      return this.assigned(writer, password, temporary);
    });
  }

  private async assigned(
    writer: PasswordWriter,
    password: Password,
    temporary: boolean,
  ): Promise<Outcome<PasswordInForce, PasswordRefusal>> {
    const { tenant, account } = writer;
    const objection = await this.admitNewPassword.locally(account, password);
    if (objection) return refused(objection);

    const who = { tenant, subject: account.subject };
    const sealed = await this.hashing.admitted(who, async (turn) => {
      if (await isCurrent(turn, password, tenant, account)) return refused(SAME);
      return this.installPassword.seal(turn, password, writer);
    });
    if (sealed.kind === 'refused') return sealed;
    const next: NewPassword = { ...sealed.value, ...(temporary && { temporary }) };
    return this.installPassword.commitAssigned(next, account.credential?.version);
  }
}

const isCurrent = (
  turn: HashingTurn,
  password: Password,
  tenant: TenantId,
  { subject, policy, credential }: Account,
): Promise<boolean> =>
  credential && policy.sameAsCurrent
    ? turn.matches(password, credential.envelope, {
        tenant,
        subject,
        changeId: credential.changeId,
      })
    : Promise.resolve(false);
