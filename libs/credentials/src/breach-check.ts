import type { Password } from '#libs/identity';
import type { Policy } from '#libs/password-policy';

import type {
  BreachCorpus,
  BreachTally,
  BreachVerdict,
  OwnRangeServer,
  RangeServers,
  SourceInService,
} from './ports/breach-corpus.js';
import type { DeniedWords } from './ports/word-lists.js';

/** What is kept of a look-up beside a password: nothing that is derived from the password. */
export interface BreachRecord {
  /** `undetermined` is a debt: looked up again when the password is next seen in the clear. */
  readonly state: 'clean' | 'undetermined' | 'breached';
  /** The local corpus that had spoken; absent where none had. */
  readonly corpusVersion?: string;
  readonly corpusDate?: Date;
}

export interface BreachFinding {
  readonly verdict: BreachVerdict;
  readonly record: BreachRecord;
}

type Rules = Pick<Policy, 'breached' | 'breachUndetermined' | 'breachRangeServer'>;

/** Under whose rules, and at whose range server. */
interface Asking {
  readonly policy: Rules;
  readonly tenant: { readonly rangeServer?: OwnRangeServer };
}

const NO_RANGE_SERVERS: RangeServers = { of: () => undefined };

/** Where passwords are looked up, and what an answer means under a policy. */
export class BreachCheck {
  constructor(
    private readonly corpus: BreachCorpus,
    private readonly tally: BreachTally,
    private readonly rangeServers: RangeServers = NO_RANGE_SERVERS,
  ) {}

  /** Without a network. */
  locally(password: Password): BreachVerdict {
    const verdict = this.corpus.check(password);
    this.tally.lookedUp(verdict);
    return verdict;
  }

  /** For passwords whose owner has proven to be one: a range server learns something of them. */
  async everywhere(password: Password, asking: Asking): Promise<BreachFinding> {
    const rules = asking.policy;
    const local = this.locally(password);
    const settled = isHit(local, rules) || isRefused(local, rules);
    const remote = settled ? undefined : await this.remotely(password, asking);
    const told = remote && (isHit(remote, rules) || local.verdict !== 'undetermined');
    const verdict = told ? remote : local;
    if (verdict.verdict === 'undetermined' && !isRefused(verdict, rules)) this.tally.debt();
    const corpus = local.verdict === 'undetermined' ? undefined : this.corpusInService();
    return { verdict, record: recordOf(verdict, corpus, rules) };
  }

  private async remotely(password: Password, asking: Asking): Promise<BreachVerdict | undefined> {
    const verdict = await this.rangeServerOf(asking)?.check(password);
    if (verdict) this.tally.lookedUp(verdict);
    return verdict;
  }

  /** The largest of the local ones: looks are counted by it. */
  corpusInService(): SourceInService | undefined {
    return this.corpus.inService().at(-1);
  }

  asksRangeServer(asking: Asking): boolean {
    return this.rangeServerOf(asking) !== undefined;
  }

  /** As they are for whoever has named that range server. */
  inService(own?: OwnRangeServer): readonly SourceInService[] {
    const remote = this.rangeServers.of(own);
    return [...this.corpus.inService(), ...(remote ? [remote.inService()] : [])];
  }

  private rangeServerOf({ policy, tenant }: Asking): ReturnType<RangeServers['of']> {
    const { breached, breachRangeServer } = policy;
    const allowed = breachRangeServer && breached !== null;
    return allowed ? this.rangeServers.of(tenant.rangeServer) : undefined;
  }
}

/** Whether a password was found so often that the policy minds; once is enough on a tenant's own list. */
export const isHit = (
  verdict: BreachVerdict,
  { breached }: Rules,
): verdict is Extract<BreachVerdict, { verdict: 'breached' }> =>
  verdict.verdict === 'breached' &&
  breached !== null &&
  (verdict.source === 'deny_list' || verdict.atLeast >= breached);

/** What the tenant's own list adds: whoever stands on it is refused, however rare it is elsewhere. */
export function alsoDenied(
  verdict: BreachVerdict,
  rules: Rules,
  { password, deniedWords }: { readonly password: Password; readonly deniedWords: DeniedWords },
): BreachVerdict {
  if (isHit(verdict, rules) || !deniedWords.lists(password)) return verdict;
  const corpusVersion = `deny-list-${deniedWords.version}`;
  return { verdict: 'breached', source: 'deny_list', corpusVersion, atLeast: 1 };
}

/** The built-in list is our own and always there: without it nothing is admitted (F02). */
export const isRefused = (
  verdict: BreachVerdict,
  { breached, breachUndetermined }: Rules,
): boolean =>
  verdict.verdict === 'undetermined' &&
  breached !== null &&
  (verdict.source === 'built_in' || breachUndetermined === 'refuse');

/** Where the policy does not ask, nobody knows. */
function recordOf(
  verdict: BreachVerdict,
  corpus: SourceInService | undefined,
  rules: Rules,
): BreachRecord {
  const known = verdict.verdict !== 'undetermined' && rules.breached !== null;
  return {
    state: isHit(verdict, rules) ? 'breached' : known ? 'clean' : 'undetermined',
    ...(corpus?.version !== undefined && { corpusVersion: corpus.version }),
    ...(corpus?.date && { corpusDate: corpus.date }),
  };
}
