import type { Caller, Standing, VerificationType } from '#libs/identity';

/** Where an enrolled method reaches the person, as stored. Masked before it leaves the house. */
export interface Medium {
  readonly type: VerificationType;
  readonly id: string;
  readonly name: string;
}

export abstract class VerificationMethods {
  /** The tenant's switches and the caller's standing, in one query on the primary. */
  abstract ofTenant(
    caller: Caller,
  ): Promise<
    { readonly standing: Standing; readonly switchedOn: ReadonlySet<VerificationType> } | undefined
  >;

  /**
   * The same with what the person has enrolled, in enrolment order. Whether there is a password is
   * read from the credential itself, so it is right in the very moment of a change.
   */
  abstract ofSubject(caller: Caller): Promise<
    | {
        readonly standing: Standing;
        readonly switchedOn: ReadonlySet<VerificationType>;
        readonly mediums: readonly Medium[];
        readonly hasPassword: boolean;
      }
    | undefined
  >;
}
