import type { Outcome, Password } from '#libs/identity';
import { done, refused } from '#libs/identity';
import type { Violation } from '#libs/password-policy';

import { abandoned } from './abandoned.js';
import type { Account, PasswordCredential } from './account.js';
import type { AdmitNewPassword } from './admit-new-password.js';
import { answerText, contextOf } from './first-answer.js';
import { admittedByHistory, alsoUsedBefore, FORGET_ALL } from './history.js';
import type { Candidate, HistoryChange } from './history.js';
import type { PasswordInForce, PasswordWriter } from './password-writer.js';
import type { HashingTurn } from './ports/password-hashing.js';
import type { NewPassword, PasswordCredentials, Written } from './ports/password-credentials.js';
import type { ChangeIds, SessionIssuers } from './ports/surroundings.js';
import type { PasswordRefusal } from './refusal.js';

const USED_BEFORE: Violation = { code: 'used_before' };

const violated = (...violations: readonly Violation[]): PasswordRefusal => ({
  code: 'password_policy_violated',
  violations,
});

/** A lost commit is usually found again within a second; asking sooner only adds load. */
const RETRY_AFTER_UNKNOWN_SECONDS = 5;

/** The proven password that the new one replaces, and what the comparison of the two has shown. */
interface ProvenPassword {
  readonly password: Password;
  readonly credential: PasswordCredential;
  readonly violations: readonly Violation[];
}

/** What change and set end with: ask every source of breaches, seal an admitted password, then make it the one in force. */
export class InstallPassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly changeIds: ChangeIds,
    private readonly issuers: SessionIssuers,
    private readonly admitNewPassword: AdmitNewPassword,
  ) {}

  /** Unless it was used before: one slow hash, with history two, rarely three. */
  async seal(
    turn: HashingTurn,
    password: Password,
    writer: PasswordWriter,
    current?: ProvenPassword,
  ): Promise<Outcome<NewPassword, PasswordRefusal>> {
    const { tenant, account, origin, keep, evidence } = writer;
    const given = abandoned(origin);
    if (given) return refused(given);
    const binding = { tenant, subject: account.subject, changeId: this.changeIds.next() };
    const { history: depth, historyDays: days } = account.policy;
    const candidate = { password, binding, depth, days, ...(current && { current }) };
    const violations = current?.violations ?? [];
    if (violations.length > 0) return refused(await this.objection(turn, candidate, violations));
    const history = depth > 0 ? await this.judged(turn, candidate) : FORGET_ALL;
    if (history === 'used_before') return refused(violated(USED_BEFORE));
    const admitted = await this.byEverySource(turn, account, password);
    if (admitted.kind === 'refused') return admitted;
    this.admitNewPassword.seen(tenant, account, password);
    const envelope = await turn.seal(password, binding);
    const next = { ...binding, envelope, history, breach: admitted.value, evidence, origin };
    return done({ ...next, ...(keep && { keep }), answer: this.answer(writer, binding) });
  }

  /** Whoever has to wait for a range server lets others hash meanwhile. */
  private byEverySource(
    turn: HashingTurn,
    account: Account,
    password: Password,
  ): ReturnType<AdmitNewPassword['byEverySource']> {
    const ask = () => this.admitNewPassword.byEverySource(account, password);
    return this.admitNewPassword.asksElsewhere(account) ? turn.whileAway(ask) : ask();
  }

  /** What repetitions of this request will be told, once the change is committed. */
  private answer(
    { claim, origin, tenant }: PasswordWriter,
    { subject, changeId }: Pick<NewPassword, 'subject' | 'changeId'>,
  ): NewPassword['answer'] {
    if (!claim) return undefined;
    const sessions = this.issuers.acknowledgement(tenant);
    const text = answerText(done({ subject, changeId, sessions }), contextOf(origin));
    return { lookup: claim.lookup, text };
  }

  /** The password in force is one of those that are remembered. */
  private async objection(
    turn: HashingTurn,
    candidate: Omit<Candidate, 'memory'>,
    violations: readonly Violation[],
  ): Promise<PasswordRefusal> {
    if (candidate.depth === 0) return violated(...violations);
    const same = violations.some(({ code }) => code === 'same_as_current');
    const known = same || (await alsoUsedBefore(turn, await this.withMemory(candidate)));
    return known ? violated(...violations, USED_BEFORE) : violated(...violations);
  }

  private async judged(
    turn: HashingTurn,
    candidate: Omit<Candidate, 'memory'>,
  ): Promise<HistoryChange | 'used_before'> {
    return admittedByHistory(turn, await this.withMemory(candidate));
  }

  private async withMemory(candidate: Omit<Candidate, 'memory'>): Promise<Candidate> {
    const { tenant, subject } = candidate.binding;
    const memory = await this.credentials.remembered(tenant, subject, candidate.days);
    return { ...candidate, memory };
  }

  /** `version` is that of the credential to replace; without one there must be none. */
  async commit(
    next: NewPassword,
    version?: number,
  ): Promise<Outcome<PasswordInForce, PasswordRefusal>> {
    const written =
      version === undefined
        ? await this.credentials.setFirst(next)
        : await this.credentials.replace(next, version);
    return this.report(next, written, version === undefined);
  }

  /** Of a request made in the session generation `epoch`: with any change since, it has died. */
  async commitReset(
    next: NewPassword,
    of: { readonly version: number; readonly epoch: number },
  ): Promise<Outcome<PasswordInForce, PasswordRefusal>> {
    return this.report(next, await this.credentials.reset(next, of), false);
  }

  /** By somebody else's hand; in the place of the credential of that version, if there is one. */
  async commitAssigned(
    next: NewPassword,
    version: number | undefined,
  ): Promise<Outcome<PasswordInForce, PasswordRefusal>> {
    return this.report(next, await this.credentials.assign(next, version), version === undefined);
  }

  private report(
    next: NewPassword,
    written: Written,
    first: boolean,
  ): Outcome<PasswordInForce, PasswordRefusal> {
    switch (written.kind) {
      case 'beaten':
        return refused({ code: first ? 'password_already_set' : 'changed_meanwhile' });
      case 'unknown':
        return refused({
          code: 'outcome_unknown',
          retryAfterSeconds: RETRY_AFTER_UNKNOWN_SECONDS,
        });
      case 'committed':
        return done({
          subject: next.subject,
          changedAt: written.at,
          changeId: next.changeId,
          sessions: this.issuers.acknowledgement(next.tenant),
        });
    }
  }
}
