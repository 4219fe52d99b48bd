import type { Password } from '#libs/identity';
import { effectivePolicy, evaluate } from '#libs/password-policy';
import type { Violation } from '#libs/password-policy';

import type { Account } from './account.js';
import type { BreachCorpus } from './ports/breach-corpus.js';
import type { PasswordRefusal } from './refusal.js';

type Objection = Extract<
  PasswordRefusal,
  { code: 'password_policy_violated' | 'password_breached' | 'breach_check_unavailable' }
>;

/** A corpus file is replaced within seconds, or an operator has to. */
const RETRY_AFTER_SECONDS = 30;

/** The one way in: whoever writes a new password has asked here first. */
export class AdmitNewPassword {
  constructor(private readonly corpus: BreachCorpus) {}

  /** What can be said without a hash, a network or the current password. All violations at once. */
  locally(account: Account, password: Password): Objection | undefined {
    const policy = effectivePolicy(account.tenant.preset, account.tenant.secondFactorRequired);
    const violations = evaluate(password, policy);
    const breach = this.corpus.check(password);
    if (breach.verdict === 'breached') {
      const { atLeast, corpusVersion } = breach;
      const breached: Violation = { code: 'breached', at_least: atLeast };
      return {
        code: 'password_breached',
        atLeast,
        corpusVersion,
        violations: [breached, ...violations],
      };
    }
    if (violations.length > 0) return { code: 'password_policy_violated', violations };
    // The list in question is our own and always there: without it nothing is admitted (F02).
    return breach.verdict === 'undetermined'
      ? { code: 'breach_check_unavailable', retryAfterSeconds: RETRY_AFTER_SECONDS }
      : undefined;
  }

  /** The rules that read the credential, asked only once the current password is proven. */
  afterProof(current: Password, next: Password): Objection | undefined {
    if (!next.equals(current)) return undefined;
    return { code: 'password_policy_violated', violations: [{ code: 'same_as_current' }] };
  }
}
