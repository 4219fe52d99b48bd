import type { Outcome, Password, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';
import type { AskedCode, Estimator, Strength, Violation } from '#libs/password-policy';
import { ContextWords, judge, judgeAgainstCurrent, wordsAbout } from '#libs/password-policy';

import type { Account } from './account.js';
import type { BreachCheck, BreachRecord } from './breach-check.js';
import { alsoDenied, isHit, isRefused } from './breach-check.js';
import type { BreachVerdict } from './ports/breach-corpus.js';
import type { Newcomer } from './ports/newcomers.js';
import type { PasswordRefusal } from './refusal.js';
import type { ScoreInShadow } from './score-in-shadow.js';

type Objection = Extract<
  PasswordRefusal,
  { code: 'password_policy_violated' | 'password_breached' | 'breach_check_unavailable' }
>;

/** A corpus file is replaced within seconds, a range server is asked again after so long. */
const UNAVAILABLE = { code: 'breach_check_unavailable', retryAfterSeconds: 30 } as const;

/** Everything that can be said of a password without looking at a credential. */
export interface Assessment {
  /** A breach first, then whatever else is wrong, all at once. */
  readonly violations: readonly Violation[];
  /** The rules that only change and reset can judge. */
  readonly unknown: readonly AskedCode[];
  /** The local sources' answer. */
  readonly breach: BreachVerdict;
  /** Whether it would be accepted, as far as can be told from here. */
  readonly admissible: boolean;
  readonly strength?: Strength;
}

/** The one way in: whoever writes a new password has asked here first. */
export class AdmitNewPassword {
  constructor(
    private readonly breaches: BreachCheck,
    /** Its dictionaries load when first asked for: most policies never ask for a score. */
    private readonly loadEstimator: () => Promise<Estimator>,
    private readonly scoreInShadow: ScoreInShadow,
  ) {}

  /** What can be said without a hash, a network or the current password. All violations at once. */
  async locally(account: Account, password: Password): Promise<Objection | undefined> {
    const scored = account.policy.strengthRequired > 0;
    const { breach, violations } = await this.assess(account, password, scored);
    if (isHit(breach, account.policy)) {
      return breached(breach, violations);
    }
    if (violations.length > 0) return { code: 'password_policy_violated', violations };
    return isRefused(breach, account.policy) ? UNAVAILABLE : undefined;
  }

  async assess(whose: Newcomer, password: Password, scored: boolean): Promise<Assessment> {
    const { policy, context } = whose;
    const own = wordsAbout(context.about);
    const strength = scored ? await this.strengthOf(password, own) : undefined;
    const words = [new ContextWords(own), context.deniedWords];
    const { deniedWords } = context;
    const found = this.breaches.locally(password);
    const breach = alsoDenied(found, policy, { password, deniedWords });
    // The corpus is asked here, where its class of occurrences is known.
    const { violations, unknown } = judge(password, policy, {
      words,
      allWords: true,
      ...(strength && { strength }),
    });
    const all = [...breachedIn(breach, policy), ...violations];
    const asksFurther = this.breaches.asksRangeServer(whose);
    return {
      violations: all,
      unknown: unknown.filter((code) => code !== 'breached' || asksFurther),
      breach,
      admissible: all.length === 0 && !isRefused(breach, policy),
      ...(strength && { strength }),
    };
  }

  /** The last word, and the only one that may leave the house: asked after every other rule. */
  async byEverySource(
    account: Account,
    password: Password,
  ): Promise<Outcome<BreachRecord, Objection>> {
    const { policy } = account;
    const { verdict, record } = await this.breaches.everywhere(password, account);
    if (isHit(verdict, policy)) {
      return refused(breached(verdict, breachedIn(verdict, policy)));
    }
    return isRefused(verdict, policy) ? refused(UNAVAILABLE) : done(record);
  }

  /** Whether `byEverySource` may have to wait for somebody else. */
  asksElsewhere(account: Account): boolean {
    return this.breaches.asksRangeServer(account);
  }

  /** The rules that read the credential, asked only once the current password is proven. */
  afterProof({ policy }: Account, current: Password, next: Password): readonly Violation[] {
    return judgeAgainstCurrent(current, next, policy);
  }

  /** A password that has just been proven or admitted is scored in shadow, too. Waits for nothing. */
  seen(tenant: TenantId, account: Account, password: Password): void {
    this.scoreInShadow.seen(tenant, account, password);
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

const breached = (
  { source, atLeast, corpusVersion }: Extract<BreachVerdict, { verdict: 'breached' }>,
  violations: readonly Violation[],
): Objection => ({
  ...{ code: 'password_breached', source: source === 'deny_list' ? 'tenant' : 'public' },
  ...{ atLeast, corpusVersion, violations },
});

const breachedIn = (breach: BreachVerdict, policy: Account['policy']): readonly Violation[] =>
  isHit(breach, policy) ? [{ code: 'breached', at_least: breach.atLeast }] : [];
