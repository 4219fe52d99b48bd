import type { Origin, Outcome, Password, Secret, TenantId } from '#libs/identity';
import { refused } from '#libs/identity';

import type { Account, PasswordCredential } from '../account.js';
import type { AdmitNewPassword } from '../admit-new-password.js';
import type { InstallPassword } from '../install-password.js';
import type { PasswordInForce } from '../password-writer.js';
import type { NewPassword, PasswordCredentials } from '../ports/password-credentials.js';
import type { HashingTurn, PasswordHashing } from '../ports/password-hashing.js';
import type { ProvenReset, ResetName, ResetRequests } from '../ports/reset-requests.js';
import type { ResetTokens } from '../ports/reset-secrets.js';
import type { PasswordRefusal } from '../refusal.js';
import { NEW_PASSWORDS } from './limits.js';
import { barredFromReset } from './barred-from-reset.js';
import type { ResetRefusal } from './reset-refusal.js';
import { INVALID_PROOF } from './reset-refusal.js';

export interface ResetPasswordCommand {
  readonly requestToken: string;
  readonly exchange: Secret;
  readonly password: Password;
  readonly origin: Origin;
}

/** One word for whatever is compared with what is stored: nobody has proven to know any of it. */
const REUSED: PasswordRefusal = {
  code: 'password_policy_violated',
  violations: [{ code: 'reused' }],
};

/** What is the new password's fault; of anything else the request does not bear the cost. */
const COUNTED: ReadonlySet<string> = new Set(['password_policy_violated', 'password_breached']);

type Refusable<Value> = Promise<Outcome<Value, ResetRefusal>>;

/**
 * Gives a new password to whoever has proven to be reached where the person is. Ends every session
 * and every other request; a refused password leaves the request open, ten of them close it.
 */
export class ResetPassword {
  constructor(
    private readonly requests: ResetRequests,
    private readonly tokens: ResetTokens,
    private readonly credentials: PasswordCredentials,
    private readonly hashing: PasswordHashing,
    private readonly admitNewPassword: AdmitNewPassword,
    private readonly installPassword: InstallPassword,
  ) {}

  async reset(command: ResetPasswordCommand): Refusable<PasswordInForce> {
    const { requestToken, exchange } = command;
    const name = this.tokens.open(requestToken);
    if (!name || !this.tokens.isExchange(name, exchange)) return INVALID_PROOF;
    // Booked before it is judged, so that many at once are no more than ten.
    const proven = await this.requests.attempted(name, NEW_PASSWORDS);
    if (!proven) return INVALID_PROOF;

    const outcome = await this.judged(command, name, proven);
    const failed = outcome.kind === 'refused';
    if (failed && !COUNTED.has(outcome.refusal.code)) await this.requests.forgiven(name);
    return outcome;
  }

  private async judged(
    { password, origin }: ResetPasswordCommand,
    { tenant }: ResetName,
    { subject, epoch }: ProvenReset,
  ): Refusable<PasswordInForce> {
    const account = await this.credentials.toVerify(tenant, subject, 'owner');
    const { standing, credential } = account ?? {};
    if (!account || standing?.status !== 'active' || standing.epoch !== epoch) return INVALID_PROOF;
    const barred = barredFromReset(account);
    if (barred) return refused(barred);
    if (!credential) return refused({ code: 'no_password_set' });

    const objection = await this.admitNewPassword.locally(account, password);
    if (objection) return refused(objection);

    const writer = { tenant, account, origin, evidence: 'owner' } as const;
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
