import type { Password, TenantId } from '#libs/identity';
import type { Estimator, Knowledge, Policy, State } from '#libs/password-policy';
import { ContextWords, shadowVerdict, wordsAbout } from '#libs/password-policy';

import type { Account } from './account.js';
import { alsoDenied, isHit } from './breach-check.js';
import type { BreachCorpus, BreachVerdict } from './ports/breach-corpus.js';
import type { ShadowCounts } from './ports/shadow-counts.js';

/** Scores passwords against policies that are not in force yet, so that admins know before. */
export class ScoreInShadow {
  constructor(
    private readonly corpus: BreachCorpus,
    private readonly loadEstimator: () => Promise<Estimator>,
    private readonly counts: ShadowCounts,
  ) {}

  /** Stands in nobody's way: waits for nothing, refuses nothing, fails no request. */
  seen(tenant: TenantId, account: Account, password: Password): void {
    if (account.shadows.length === 0) return;
    this.scored(tenant, account, password).catch(() => this.counts.missed());
  }

  private async scored(tenant: TenantId, account: Account, password: Password): Promise<void> {
    const known = await this.knownOf(account, password);
    const found = this.corpus.check(password);
    const { deniedWords } = account.context;
    for (const { group, version, policy } of account.shadows) {
      const breach = alsoDenied(found, policy, { password, deniedWords });
      const knowledge = { ...known, told: { breached: breachState(breach, policy) } };
      this.counts.add({ tenant, group, version }, shadowVerdict(password, policy, knowledge));
    }
  }

  private async knownOf({ shadows, context }: Account, password: Password): Promise<Knowledge> {
    const own = wordsAbout(context.about);
    const known = { words: [new ContextWords(own), context.deniedWords], allWords: true };
    if (!shadows.some(({ policy }) => policy.strengthRequired > 0)) return known;
    const estimate = await this.loadEstimator();
    const texts = own.map(({ text }) => text);
    return { ...known, strength: estimate(password.reveal(), texts) };
  }
}

function breachState(breach: BreachVerdict, policy: Policy): State {
  if (breach.verdict === 'undetermined') return 'unknown';
  return isHit(breach, policy) ? 'unsatisfied' : 'satisfied';
}
