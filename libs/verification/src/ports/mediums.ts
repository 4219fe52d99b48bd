import type { Origin, SubjectId, TenantId, VerificationType } from '#libs/identity';

export type MediumType = Exclude<VerificationType, 'PASSWORD'>;

export interface EnrolledMedium {
  readonly id: string;
  readonly type: MediumType;
  /** Verified, and not held back. */
  readonly usable: boolean;
}

/** What a person can sign in with, as it stood when it was asked. */
export interface PersonsFactors {
  /** Counts every factor that comes or goes. */
  readonly factorsVersion: number;
  readonly switchedOn: ReadonlySet<VerificationType>;
  readonly hasPassword: boolean;
  readonly mediums: readonly EnrolledMedium[];
  /** ISO 3166-1 alpha-2: where telephone numbers without `+` belong. */
  readonly region?: string;
}

export interface MediumWrite {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** A UUID. */
  readonly id: string;
  readonly type: MediumType;
  /** The program that asks for it. */
  readonly client: string;
  readonly origin: Origin;
}

export abstract class Mediums {
  /** Undefined: there is no such active person. */
  abstract factorsOf(tenant: TenantId, subject: SubjectId): Promise<PersonsFactors | undefined>;

  /**
   * Writes if no factor has come or gone since, under the subject's lock. A name that was verified
   * stays verified since then. Answers false where something has moved; nothing was written.
   */
  abstract put(
    write: MediumWrite & { readonly name: string; readonly verified: boolean },
    factorsVersion: number,
  ): Promise<boolean>;

  /** Deletes in the same way. */
  abstract remove(write: MediumWrite, factorsVersion: number): Promise<boolean>;
}
