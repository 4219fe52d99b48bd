import type {
  ChangeReason,
  CapacityRefusal,
  Origin,
  Outcome,
  Password,
  Refused,
  SubjectId,
  TenantId,
} from '#libs/identity';
import { done, gravestFirst, refused, SECOND_FACTORS } from '#libs/identity';
import type { GraceVerdict } from '#libs/password-policy';
import { attemptLimit, graceVerdict } from '#libs/password-policy';

import { abandoned } from './abandoned.js';
import type { Account, PasswordCredential } from './account.js';
import { ageOf } from './ages.js';
import type { AdmitNewPassword } from './admit-new-password.js';
import { mayUsePassword } from './may-use-password.js';
import type { Attempts, Evidence } from './ports/attempts.js';
import type { PasswordCredentials } from './ports/password-credentials.js';
import type { HashingTurn, PasswordHashing } from './ports/password-hashing.js';
import type { RecheckBreach } from './recheck-breach.js';
import type { RehashPassword } from './rehash-password.js';

export interface VerifyPasswordCommand {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  readonly password: Password;
  /** Who a failure is booked on, as the asking service can show. */
  readonly evidence: Evidence;
  readonly origin: Origin;
}

/** What else is due of somebody whose password matched. */
export type DueReason = ChangeReason | 'must_enrol_second_factor';

/** `verified` means only that the password matched; whoever asked acts on what is due. */
export type Verification =
  | {
      readonly result: 'verified';
      readonly subject: SubjectId;
      /** As it stood on arrival: a session begun with it ends with any change since. */
      readonly epoch: number;
      /** Only the change flow may be open to them. */
      readonly mustChange: boolean;
      readonly reasons: readonly DueReason[];
      readonly expiresAt?: Date;
      /** Until then nobody is forced by a policy that grew stricter. */
      readonly graceEndsAt?: Date;
    }
  | { readonly result: 'not_verified' }
  | { readonly result: 'locked'; readonly retryAfterSeconds: number };

interface Matched {
  readonly account: Account;
  readonly credential: PasswordCredential;
}

const NOT_VERIFIED: Verification = { result: 'not_verified' };

/** Tells a login service whether a password is the person's. One slow hash, whatever the answer. */
export class VerifyPassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly attempts: Attempts,
    private readonly hashing: PasswordHashing,
    private readonly admitNewPassword: AdmitNewPassword,
    private readonly rehash: RehashPassword,
    private readonly recheckBreach: RecheckBreach,
  ) {}

  async verify(command: VerifyPasswordCommand): Promise<Outcome<Verification, CapacityRefusal>> {
    const account = await this.arrived(command);
    if (account && account.waitSeconds > 0) return done(locked(account));
    const { tenant, subject } = command;
    const judged = await this.hashing.admitted({ tenant, subject, purpose: 'verify' }, (turn) =>
      this.judged(turn, command, account),
    );
    if ('kind' in judged) return judged;
    // What follows may ask a range server: nobody's turn to hash waits for that.
    return done('result' in judged ? judged : await this.verified(command, judged));
  }

  private arrived({ tenant, subject, evidence }: VerifyPasswordCommand) {
    return this.credentials.toVerify(tenant, subject, evidence);
  }

  /** Unknown, without a password, disabled and wrong: the same answer after the same work. */
  private async judged(
    turn: HashingTurn,
    command: VerifyPasswordCommand,
    atFirst: Account | undefined,
  ): Promise<Verification | Matched | Refused<CapacityRefusal>> {
    const { tenant, subject, password, evidence } = command;
    const account = turn.waitedForSubject ? await this.arrived(command) : atFirst;
    if (account && account.waitSeconds > 0) return locked(account);
    const gone = abandoned(command.origin);
    if (gone) return refused(gone);

    // Whose password is barred has the same work done for nothing: theirs, not an average one.
    const { credential } = account ?? {};
    const matched = credential
      ? await turn.matches(password, credential.envelope, {
          tenant,
          subject,
          changeId: credential.changeId,
        })
      : await turn.decoy(password, command);
    if (!account || !credential || !matched || !mayUsePassword(account)) {
      if (account) await this.failed(command, account);
      return NOT_VERIFIED;
    }
    this.admitNewPassword.seen(tenant, account, password);
    if (account.failures > 0) await this.attempts.cleared(tenant, subject, evidence);
    await this.rehash.ifOutdated(turn, { tenant, account, credential, password });
    return { account, credential };
  }

  private async failed(command: VerifyPasswordCommand, account: Account): Promise<void> {
    const { tenant, subject, evidence, origin: cause } = command;
    const limit = attemptLimit(account.policy, evidence);
    await this.attempts.failed({ tenant, subject, evidence, limit, cause });
  }

  private async verified(
    command: VerifyPasswordCommand,
    { account, credential }: Matched,
  ): Promise<Verification> {
    const { expired, expiresAt } = ageOf(account, credential);
    const due = new Set<ChangeReason>(credential.mustChange ? [credential.mustChange] : []);
    if (expired) due.add('expired');
    const { tenant, password } = command;
    const objection = await this.admitNewPassword.locally(account, password);
    if (await this.recheckBreach.seen({ tenant, account, credential, password })) {
      due.add('breached');
    }
    const violations = objection && 'violations' in objection ? objection.violations : [];
    const short = violations.some(({ code }) => code !== 'breached');
    const forced = credential.mustChange !== undefined || due.has('breached');
    const grace = await this.grace(command, account, { ...credential, forced }, short);
    const mustChange = due.size > 0 || grace.over;
    if (short) due.add('policy_tightened');
    const { secondFactorRequired } = account.tenant;
    const hasNone = ![...account.enrolled].some((type) => SECOND_FACTORS.has(type));
    const mustEnrol = secondFactorRequired && hasNone;
    return {
      result: 'verified',
      subject: account.subject,
      epoch: account.standing.epoch,
      mustChange,
      reasons: [
        ...gravestFirst(due),
        ...(mustEnrol ? (['must_enrol_second_factor'] as const) : []),
      ],
      ...(expiresAt && { expiresAt }),
      ...(grace.endsAt && { graceEndsAt: grace.endsAt }),
    };
  }

  /** The rules were kept when the password was chosen: whoever it falls short of today has time. */
  private async grace(
    { tenant, subject, origin }: VerifyPasswordCommand,
    { policy, asOf }: Account,
    { tightenedAt, forced, version }: PasswordCredential & { readonly forced: boolean },
    short: boolean,
  ): Promise<GraceVerdict> {
    const which = { tenant, subject, version };
    const begins = short && tightenedAt === undefined && policy.graceDays !== null;
    const ends = !short && tightenedAt !== undefined;
    if (begins || ends) await this.credentials.fallsShort(which, short);
    if (!short) return { over: false };
    const verdict = graceVerdict(policy, tightenedAt ?? asOf, asOf);
    // A change that is asked for already keeps its reason: a compromise is graver than a rule.
    if (verdict.over && !forced) {
      await this.credentials.forceChange(which, 'policy_tightened', origin);
    }
    return verdict;
  }
}

const locked = ({ waitSeconds }: Account): Verification => ({
  result: 'locked',
  retryAfterSeconds: waitSeconds,
});
