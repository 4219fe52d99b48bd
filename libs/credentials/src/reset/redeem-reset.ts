import type { Origin, Outcome, Password, TenantId } from '#libs/identity';
import { refused } from '#libs/identity';

import type { Account, PasswordCredential } from '../account.js';
import type { AdmitNewPassword } from '../admit-new-password.js';
import type { InstallPassword } from '../install-password.js';
import type { PasswordInForce } from '../password-writer.js';
import type { Claim } from '../ports/idempotent-requests.js';
import type { NewPassword, PasswordCredentials } from '../ports/password-credentials.js';
import type { HashingTurn, PasswordHashing } from '../ports/password-hashing.js';
import type { ProvenReset } from '../ports/reset-requests.js';
import type { PasswordRefusal } from '../refusal.js';
import { barredFromReset } from './barred-from-reset.js';
import type { ResetRefusal } from './reset-refusal.js';
import { INVALID_PROOF } from './reset-refusal.js';

/** A proven request, and the password that it is to end with. */
export interface Redemption extends ProvenReset {
  readonly tenant: TenantId;
  readonly password: Password;
  readonly origin: Origin;
  readonly claim: Claim | undefined;
}

/** One word for whatever is compared with what is stored: nobody has proven to know any of it. */
const REUSED: PasswordRefusal = {
  code: 'password_policy_violated',
  violations: [{ code: 'reused' }],
};

type Refusable<Value> = Promise<Outcome<Value, ResetRefusal>>;

/** Judges the new password of a proven request, and brings it into force. */
export class RedeemReset {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly hashing: PasswordHashing,
    private readonly admitNewPassword: AdmitNewPassword,
    private readonly installPassword: InstallPassword,
  ) {}

  async redeem(redemption: Redemption): Refusable<PasswordInForce> {
    const { tenant, subject, epoch, password, origin, claim } = redemption;
    const account = await this.credentials.toVerify(tenant, subject, 'owner');
    const { standing, credential } = account ?? {};
    if (!account || standing?.status !== 'active' || standing.epoch !== epoch) return INVALID_PROOF;
    const barred = barredFromReset(account);
    if (barred) return refused(barred);
    if (!credential) return refused({ code: 'no_password_set' });

    const objection = await this.admitNewPassword.locally(account, password);
    if (objection) return refused(objection);

    const writer = { tenant, account, origin, evidence: 'owner', claim } as const;
    const sealed = await this.hashing.admitted({ tenant, subject }, async (turn) => {
      if (await isCurrent(turn, password, { tenant, account, credential })) return refused(REUSED);
      return oneWord(await this.installPassword.seal(turn, password, writer));
    });
    if (sealed.kind === 'refused') return sealed;
    const reset = { version: credential.version, epoch };
    return this.installPassword.commitReset(sealed.value, reset);
  }
}

const isCurrent = (
  turn: HashingTurn,
  password: Password,
  { tenant, account: { subject, policy }, credential }: Judged,
): Promise<boolean> => {
  const { changeId, envelope } = credential;
  return policy.sameAsCurrent
    ? turn.matches(password, envelope, { tenant, subject, changeId })
    : Promise.resolve(false);
};

interface Judged {
  readonly tenant: TenantId;
  readonly account: Account;
  readonly credential: PasswordCredential;
}

const oneWord = (
  sealed: Outcome<NewPassword, PasswordRefusal>,
): Outcome<NewPassword, PasswordRefusal> =>
  sealed.kind === 'refused' && sealed.refusal.code === 'password_policy_violated'
    ? refused(REUSED)
    : sealed;
