import type {
  CapacityRefusal,
  ChangeId,
  Password,
  Refused,
  SubjectId,
  TenantId,
} from '#libs/identity';

/** What an envelope is bound to: a row copied anywhere else never verifies. */
export interface EnvelopeBinding {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  readonly changeId: ChangeId;
}

/** The right to hash, for as long as `admitted` runs. */
export interface HashingTurn {
  /** Whether other requests of this subject went first, so that what was read may be out of date. */
  readonly waitedForSubject: boolean;
  /** One slow hash. @throws if the envelope cannot be opened: an alarm, never a match. */
  matches(password: Password, envelope: string, binding: EnvelopeBinding): Promise<boolean>;
  /** One slow hash with nothing to compare: the cost of "not there" equals that of "wrong". */
  decoy(password: Password): Promise<false>;
  /** One slow hash. */
  seal(password: Password, binding: EnvelopeBinding): Promise<string>;
}

export abstract class PasswordHashing {
  /**
   * Waits for a turn, at most until the deadline, and runs `work` in it. At most a few turns are
   * given to one subject at a time; a full queue refuses at once.
   */
  abstract admitted<Result>(
    who: { readonly tenant: TenantId; readonly subject: SubjectId },
    work: (turn: HashingTurn) => Promise<Result>,
  ): Promise<Result | Refused<CapacityRefusal>>;
}
