import type { AdminOnArrival, Caller, Origin, SubjectId, TenantId } from '#libs/identity';

export interface WordsOnArrival extends AdminOnArrival {
  /** Counts every write of the list; 0: there never was one. */
  readonly version: number;
  readonly words: readonly string[];
}

export abstract class TenantWords {
  /** Undefined: nobody of this tenant is meant by that token. One query on the primary. */
  abstract onArrival(caller: Caller): Promise<WordsOnArrival | undefined>;

  /**
   * Saves the list if its version is still `version`, and journals who did it and how many words
   * there are, not which. Undefined: somebody else wrote in between; nothing was changed.
   */
  abstract save(
    write: {
      readonly tenant: TenantId;
      readonly by: SubjectId;
      readonly origin: Origin;
      readonly before: readonly string[];
      readonly after: readonly string[];
    },
    version: number,
  ): Promise<{ readonly version: number } | undefined>;
}
