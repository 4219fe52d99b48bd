import type { Password, TenantId } from '#libs/identity';

import type { Account, PasswordCredential } from './account.js';
import type { BreachCheck } from './breach-check.js';
import { isHit } from './breach-check.js';
import type { BreachRecords } from './ports/breach-records.js';

interface Seen {
  readonly tenant: TenantId;
  readonly account: Account;
  readonly credential: PasswordCredential;
  /** The password in force, proven a moment ago. */
  readonly password: Password;
}

/** What a range server has said counts for so long: it has no version that could be compared. */
const REMOTE_COUNTS_MS = 30 * 86_400_000;

/**
 * Looks a password in force up again when it is seen in the clear, because corpora grow and debts
 * stand. That needs nothing to be kept of it in between.
 */
export class RecheckBreach {
  constructor(
    private readonly breaches: BreachCheck,
    private readonly records: BreachRecords,
  ) {}

  /** Whether it is known from breaches; then a change is forced, and the person told, once. */
  async seen({ tenant, account, credential, password }: Seen): Promise<boolean> {
    const { policy, subject } = account;
    const { breach, version } = credential;
    const local = this.breaches.locally(password);
    if (policy.breached === null || !(isHit(local, policy) || this.isDue(account, breach))) {
      return false;
    }
    const { verdict, record } = await this.breaches.everywhere(password, account);
    const look = { tenant, subject, version, record };
    const hit = isHit(verdict, policy);
    if (hit && breach.state !== 'breached') await this.records.forceChange(look);
    if (record.state === 'clean' && breach.state !== 'breached') await this.records.keep(look);
    return hit;
  }

  /** A debt, another corpus than the one that had spoken, or a range server heard too long ago. */
  private isDue(account: Account, breach: PasswordCredential['breach']): boolean {
    const { state, corpusVersion, checkedAt } = breach;
    if (state === 'undetermined' || checkedAt === undefined) return true;
    const inService = this.breaches.corpusInService()?.version;
    if (inService !== undefined && inService !== corpusVersion) return true;
    const age = account.asOf.getTime() - checkedAt.getTime();
    return this.breaches.asksRangeServer(account) && age > REMOTE_COUNTS_MS;
  }
}
