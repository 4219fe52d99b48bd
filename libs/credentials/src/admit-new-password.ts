import type { Password } from '#libs/identity';
import type { AskedCode, Estimator, Strength, Violation } from '#libs/password-policy';
import { ContextWords, judge, judgeAgainstCurrent, wordsAbout } from '#libs/password-policy';

import type { Account } from './account.js';
import type { BreachCorpus, BreachVerdict } from './ports/breach-corpus.js';
import type { PasswordRefusal } from './refusal.js';

type Objection = Extract<
  PasswordRefusal,
  { code: 'password_policy_violated' | 'password_breached' | 'breach_check_unavailable' }
>;

/** A corpus file is replaced within seconds, or an operator has to. */
const RETRY_AFTER_SECONDS = 30;

/** Everything that can be said of a password without looking at a credential. */
export interface Assessment {
  /** A breach first, then whatever else is wrong, all at once. */
  readonly violations: readonly Violation[];
  /** The rules that only change and reset can judge. */
  readonly unknown: readonly AskedCode[];
  readonly breach: BreachVerdict;
  readonly strength?: Strength;
}

/** The one way in: whoever writes a new password has asked here first. */
export class AdmitNewPassword {
  constructor(
    private readonly corpus: BreachCorpus,
    /** Its dictionaries load when first asked for: most policies never ask for a score. */
    private readonly loadEstimator: () => Promise<Estimator>,
  ) {}

  /** What can be said without a hash, a network or the current password. All violations at once. */
  async locally(account: Account, password: Password): Promise<Objection | undefined> {
    const scored = account.policy.strengthRequired > 0;
    const { breach, violations } = await this.assess(account, password, scored);
    if (breach.verdict === 'breached' && violations.some(({ code }) => code === 'breached')) {
      const { atLeast, corpusVersion } = breach;
      return { code: 'password_breached', atLeast, corpusVersion, violations };
    }
    if (violations.length > 0) return { code: 'password_policy_violated', violations };
    // The list in question is our own and always there: without it nothing is admitted (F02).
    return breach.verdict === 'undetermined' && account.policy.breached !== null
      ? { code: 'breach_check_unavailable', retryAfterSeconds: RETRY_AFTER_SECONDS }
      : undefined;
  }

  async assess(
    { policy, context }: Account,
    password: Password,
    scored: boolean,
  ): Promise<Assessment> {
    const own = wordsAbout(context.about);
    const strength = scored ? await this.strengthOf(password, own) : undefined;
    const words = [new ContextWords(own), context.deniedWords];
    const breach = this.corpus.check(password);
    // The corpus is asked here, where its class of occurrences is known.
    const { violations, unknown } = judge(password, policy, {
      words,
      allWords: true,
      ...(strength && { strength }),
    });
    const known = breach.verdict === 'breached' ? breach.atLeast : 0;
    const breached: readonly Violation[] =
      policy.breached !== null && known >= policy.breached
        ? [{ code: 'breached', at_least: known }]
        : [];
    return {
      violations: [...breached, ...violations],
      unknown: unknown.filter((code) => code !== 'breached'),
      breach,
      ...(strength && { strength }),
    };
  }

  /** The rules that read the credential, asked only once the current password is proven. */
  afterProof({ policy }: Account, current: Password, next: Password): readonly Violation[] {
    return judgeAgainstCurrent(current, next, policy);
  }

  private async strengthOf(
    password: Password,
    own: readonly { readonly text: string }[],
  ): Promise<Strength> {
    const estimate = await this.loadEstimator();
    return estimate(
      password.reveal(),
      own.map(({ text }) => text),
    );
  }
}
