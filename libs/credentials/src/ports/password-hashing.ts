import type {
  CapacityRefusal,
  ChangeId,
  Password,
  Refused,
  SubjectId,
  TenantId,
} from '#libs/identity';

import type { ForeignHash, SealedForeign } from './foreign-hashes.js';

/** Whose turn, whose history. */
export interface HashOwner {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
}

/** What a turn is asked for. In overload logins come before changes, and changes before imports. */
export type HashPurpose = 'verify' | 'change' | 'import';

/** Who asks for a turn: nobody in particular has a shadow for a subject, and a fair share like others. */
export interface HashingApplicant extends HashOwner {
  /** `change` unless told otherwise. */
  readonly purpose?: HashPurpose;
}

/** What an envelope is bound to: a row copied anywhere else never verifies. */
export interface EnvelopeBinding extends HashOwner {
  readonly changeId: ChangeId;
}

/** A password that was in force once, as it is stored: a sealed hash under the person's own salt. */
export interface RememberedPassword {
  /** The change that made it the password; part of what the envelope is bound to. */
  readonly id: ChangeId;
  /** The parameters of its hash: entries of one generation are compared by one slow hash. */
  readonly generation: string;
  readonly envelope: string;
}

/** What comparing a password with the remembered ones has shown. */
export type Recollection =
  | { readonly usedBefore: true }
  | {
      readonly usedBefore: false;
      /** Those that it was compared with: at most two generations, the newest first. */
      readonly compared: readonly RememberedPassword[];
      /** How this password will be remembered. No further slow hash. */
      entry(id: ChangeId): RememberedPassword;
    };

/** The right to hash, for as long as `admitted` runs. */
export interface HashingTurn {
  /** Whether other requests of this subject went first, so that what was read may be out of date. */
  readonly waitedForSubject: boolean;
  /**
   * Lends the turn to others while `elsewhere` waits for somebody else, and has one again afterwards:
   * who does not answer occupies no capacity. Nothing is hashed in between.
   */
  whileAway<Result>(elsewhere: () => Promise<Result>): Promise<Result>;
  /** One slow hash. @throws if the envelope cannot be opened: an alarm, never a match. */
  matches(password: Password, envelope: string, binding: EnvelopeBinding): Promise<boolean>;
  /** Whether the envelope's hash or key is not what would be written today. No slow hash. */
  isOutdated(envelope: string, binding: EnvelopeBinding): boolean;
  /**
   * One slow hash with nothing to compare: the cost of "not there" equals that of "wrong". Its format
   * is one that people of the tenant have, the same whenever the same `nobody` is asked for, and as
   * often as among them, so that no format tells who is there.
   */
  decoy(password: Password, nobody: HashOwner): Promise<false>;
  /** One slow hash. */
  seal(password: Password, binding: EnvelopeBinding): Promise<string>;
  /** One slow hash where what is imported is fast by itself, otherwise none. */
  sealForeign(hash: ForeignHash, binding: EnvelopeBinding): Promise<SealedForeign>;
  /** Whether that very hash was imported already; one slow hash at most. */
  isSameForeign(hash: ForeignHash, envelope: string, binding: EnvelopeBinding): Promise<boolean>;
  /** One slow hash. Codes have keys of their own: what seals one is never taken for a password. */
  sealCode(code: Password, binding: EnvelopeBinding): Promise<string>;
  /** The same for codes, which have one format. */
  decoyCode(code: Password): Promise<false>;
  /** One slow hash. @throws if the envelope cannot be opened. */
  matchesCode(code: Password, envelope: string, binding: EnvelopeBinding): Promise<boolean>;
  /**
   * Compares with everything in `memory`, newest first: one slow hash however many there are, a
   * second one while some are of the generation before.
   */
  recall(
    password: Password,
    memory: readonly RememberedPassword[],
    owner: HashOwner,
  ): Promise<Recollection>;
  /** One slow hash: a password that was admitted already, under the salt that `memory` shares. */
  remember(
    password: Password,
    memory: readonly RememberedPassword[],
    binding: EnvelopeBinding,
  ): Promise<RememberedPassword>;
}

export abstract class PasswordHashing {
  /**
   * Waits for a turn, at most until the deadline, and runs `work` in it. Turns go round between tenants
   * and between the subjects of each, and at most a few are given to one subject at a time. Who cannot
   * be served within the deadline is refused at once.
   */
  abstract admitted<Result>(
    who: HashingApplicant,
    work: (turn: HashingTurn) => Promise<Result>,
  ): Promise<Result | Refused<CapacityRefusal>>;

  /**
   * Whether somebody of the tenant who has nothing waiting yet would be refused at once: in a flood who
   * cannot be served costs no query either. Undefined: a turn may be had in time.
   */
  abstract crowded(tenant: TenantId, purpose: HashPurpose): Refused<CapacityRefusal> | undefined;

  /**
   * With which function the envelope's hash was made, and whether the next one would be made
   * otherwise. No slow hash and no turn. @throws if the envelope cannot be opened.
   */
  abstract described(
    envelope: string,
    binding: EnvelopeBinding,
  ): { readonly scheme: string; readonly outdated: boolean };
}
