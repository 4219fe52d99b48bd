import type { AdminOnArrival, Caller, Origin, SubjectId, TenantId } from '#libs/identity';
import type { AgeExemption } from '#libs/password-policy';

/** Whom a rule does not bind, because somebody answers for it, until a day. */
export interface Exemption extends AgeExemption {
  readonly subject: SubjectId;
}

export interface ExemptionsOnArrival extends AdminOnArrival {
  /** Counts every write; 0: there never was one. */
  readonly version: number;
  /** Those that still hold by the database's clock, the next to end first. */
  readonly exemptions: readonly Exemption[];
  /** Whether the subject that was asked about is somebody of this tenant. */
  readonly subjectIsKnown: boolean;
}

interface ExemptionsWrite {
  readonly tenant: TenantId;
  readonly by: SubjectId;
  readonly origin: Origin;
}

export abstract class Exemptions {
  /** Undefined: nobody of this tenant is meant by that token. One query on the primary. */
  abstract onArrival(caller: Caller, about?: SubjectId): Promise<ExemptionsOnArrival | undefined>;

  /**
   * Exempts a person from a rule, in the place of what they had, if the version is still `version`,
   * and journals who did it. Undefined: somebody else wrote in between; nothing was changed.
   */
  abstract grant(
    write: ExemptionsWrite & { readonly exemption: Exemption },
    version: number,
  ): Promise<number | undefined>;

  /** Ends an exemption before its day, in the same way. */
  abstract withdraw(
    write: ExemptionsWrite & Pick<Exemption, 'subject' | 'from'>,
    version: number,
  ): Promise<number | undefined>;
}
