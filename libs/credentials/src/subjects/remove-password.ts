import type { Caller, Origin, Outcome, Password, SubjectId, TenantId } from '#libs/identity';
import { done, FIRST_FACTORS, refused } from '#libs/identity';
import { attemptLimit } from '#libs/password-policy';

import type { Account, PasswordCredential } from '../account.js';
import { admitPasswordWriter, admitSession } from '../admit-caller.js';
import type { Attempts } from '../ports/attempts.js';
import type { Cause } from '../ports/cause.js';
import type { PasswordCredentials } from '../ports/password-credentials.js';
import type { HashingTurn, PasswordHashing } from '../ports/password-hashing.js';
import type {
  OtherFactors,
  PasswordRemoval,
  PasswordRemovals,
} from '../ports/password-removals.js';
import type { SecurityLog } from '../ports/security-log.js';
import type { SessionIssuers } from '../ports/surroundings.js';
import { recordRefusal } from '../record-outcome.js';
import type { PasswordRefusal } from '../refusal.js';
import type { EraseSubjectCommand } from './erase-subject.js';

export interface RemoveOwnPasswordCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  readonly currentPassword: Password;
}

export type RemovalRefusal =
  PasswordRefusal | { readonly code: 'not_found' } | { readonly code: 'last_first_factor' };

export interface RemovedPassword {
  readonly subject: SubjectId;
  readonly removedAt: Date;
  readonly sessions: 'ended' | 'pending';
}

type Refusable<Value> = Promise<Outcome<Value, RemovalRefusal>>;

/** What may go: the credential and the factors that stand beside it, as they were judged. */
interface Removable {
  readonly credential: PasswordCredential;
  readonly others: OtherFactors;
}

/** Takes a password away, unless nothing else would be left with which a login can begin. */
export class RemovePassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly removals: PasswordRemovals,
    private readonly attempts: Attempts,
    private readonly hashing: PasswordHashing,
    private readonly issuers: SessionIssuers,
    private readonly log: SecurityLog,
  ) {}

  /** For a program that was granted it. */
  async ofPerson(command: EraseSubjectCommand): Refusable<RemovedPassword> {
    const { tenant, subject, client, origin } = command;
    const account = await this.credentials.toVerify(tenant, subject, 'owner');
    if (account?.standing.status !== 'active') return refused({ code: 'not_found' });
    const removable = await this.removable(tenant, account);
    if (removable.kind === 'refused') return removable;
    return this.removed({ tenant, subject }, removable.value, { ...origin, client });
  }

  /** For its owner, who has to know it. Failures are booked as those of a change. */
  async own(command: RemoveOwnPasswordCommand): Refusable<RemovedPassword> {
    const { caller, origin } = command;
    const outcome = await this.judged(command);
    if (outcome.kind === 'done') this.log.record('authn_password_change', caller, origin);
    else if (!isAboutFactors(outcome.refusal)) {
      recordRefusal(this.log, caller, origin, outcome.refusal);
    }
    return outcome;
  }

  private async judged(command: RemoveOwnPasswordCommand): Refusable<RemovedPassword> {
    const { caller, origin } = command;
    const { tenant, session: keep } = caller;
    const arrived = admitSession(caller, await this.credentials.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const account = arrived.value;
    const barred = admitPasswordWriter(caller, account, 'change', account.asOf);
    if (barred) return refused(barred);
    const removable = await this.removable(tenant, account);
    if (removable.kind === 'refused') return removable;
    if (account.waitSeconds > 0) return refused(tooMany(account.waitSeconds));

    const { subject } = account;
    const { credential } = removable.value;
    const objection = await this.hashing.admitted({ tenant, subject }, (turn) =>
      this.unproven(turn, command, account, credential),
    );
    if (objection) return 'kind' in objection ? objection : refused(objection);
    return this.removed({ tenant, subject, keep }, removable.value, origin);
  }

  private async removable(tenant: TenantId, account: Account): Refusable<Removable> {
    const { subject, credential, quarantined } = account;
    const others = await this.removals.otherFactors(tenant, subject);
    if (!others) return refused({ code: 'not_found' });
    if (!credential) return refused({ code: 'no_password_set' });
    // What is held back opens nothing, so nothing is lost with it.
    const left = quarantined || [...others.types].some((type) => FIRST_FACTORS.has(type));
    return left ? done({ credential, others }) : refused({ code: 'last_first_factor' });
  }

  private async unproven(
    turn: HashingTurn,
    { caller: { tenant }, origin: cause, currentPassword }: RemoveOwnPasswordCommand,
    { subject, policy }: Account,
    { version, changeId, envelope }: PasswordCredential,
  ): Promise<PasswordRefusal | undefined> {
    const since = turn.waitedForSubject
      ? await this.credentials.sinceArrival(tenant, subject, 'owner', version)
      : { waitSeconds: 0, beaten: false };
    if (since.waitSeconds > 0) return tooMany(since.waitSeconds);
    if (await turn.matches(currentPassword, envelope, { tenant, subject, changeId })) {
      return since.beaten ? { code: 'changed_meanwhile' } : undefined;
    }
    const limit = attemptLimit(policy, 'owner');
    await this.attempts.failed({ tenant, subject, evidence: 'owner', limit, cause });
    return { code: 'invalid_current_password' };
  }

  private async removed(
    who: Pick<PasswordRemoval, 'tenant' | 'subject' | 'keep'>,
    { credential: { version }, others: { factorsVersion } }: Removable,
    cause: Cause,
  ): Refusable<RemovedPassword> {
    const removedAt = await this.removals.remove({ ...who, version, factorsVersion }, cause);
    if (!removedAt) return refused({ code: 'changed_meanwhile' });
    const sessions = this.issuers.acknowledgement(who.tenant);
    return done({ subject: who.subject, removedAt, sessions });
  }
}

const tooMany = (retryAfterSeconds: number): PasswordRefusal => ({
  code: 'too_many_attempts',
  retryAfterSeconds,
});

const isAboutFactors = (
  refusal: RemovalRefusal,
): refusal is Exclude<RemovalRefusal, PasswordRefusal> =>
  refusal.code === 'last_first_factor' || refusal.code === 'not_found';
