import type { Password, TenantId } from '#libs/identity';

import type { Account, PasswordCredential } from './account.js';
import type { PasswordCredentials } from './ports/password-credentials.js';
import type { RehashBudget } from './ports/rehash-budget.js';
import type { EnvelopeBinding, HashingTurn, RememberedPassword } from './ports/password-hashing.js';

interface Proven {
  readonly tenant: TenantId;
  readonly account: Account;
  readonly credential: PasswordCredential;
  readonly password: Password;
}

const UNBOUNDED: RehashBudget = { spend: () => true };

/**
 * Writes a password that has just been proven as it would be written today: parameters and keys
 * change, and people should not have to. Beyond the budget it waits for the next success. It is the same password: no session ends, nobody is told.
 */
export class RehashPassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly budget: RehashBudget = UNBOUNDED,
  ) {}

  /** One more slow hash where the envelope is old, a second one where its entry is remembered. */
  async ifOutdated(
    turn: HashingTurn,
    { tenant, account, credential, password }: Proven,
  ): Promise<void> {
    const { subject } = account;
    const { changeId, envelope, version } = credential;
    const binding = { tenant, subject, changeId };
    if (!turn.isOutdated(envelope, binding) || !this.budget.spend()) return;
    const entry = await this.entryAnew(turn, account, password, binding);
    const renewed = await turn.seal(password, binding);
    await this.credentials.rehash(
      { ...binding, envelope: renewed, ...(entry && { entry }) },
      version,
    );
  }

  /** The password in force is always of the newest generation in the history, too. */
  private async entryAnew(
    turn: HashingTurn,
    account: Account,
    password: Password,
    binding: EnvelopeBinding,
  ): Promise<RememberedPassword | undefined> {
    if (account.policy.history === 0) return undefined;
    const { tenant, subject } = binding;
    const { historyDays } = account.policy;
    const memory = await this.credentials.remembered(tenant, subject, historyDays);
    return turn.remember(password, memory, binding);
  }
}
