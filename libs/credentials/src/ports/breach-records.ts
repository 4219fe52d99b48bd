import type { AdminOnArrival, Caller, Origin, SubjectId, TenantId } from '#libs/identity';

import type { BreachRecord } from '../breach-check.js';
import type { OwnRangeServer, RangeServerAddress } from './breach-corpus.js';

/** A password that was looked up again. */
export interface BreachLook {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** Of the credential that was looked at; a change meanwhile makes the look worthless. */
  readonly version: number;
  readonly record: BreachRecord;
}

/** How many of a tenant's passwords are in which state. */
export interface BreachCoverage {
  readonly passwords: number;
  /** Looked up in the corpus in service. */
  readonly checked: number;
  /** Nobody could tell when they were taken, or nobody has looked yet. */
  readonly debts: number;
  /** Found, and not changed yet. */
  readonly breached: number;
  /** When they were counted: of a large tenant not anew for every question. */
  readonly countedAt: Date;
}

export interface BreachOnArrival extends AdminOnArrival {
  /** Counts every write of the settings; 0: there never was one. */
  readonly version: number;
  readonly rangeServer?: OwnRangeServer;
}

export abstract class BreachRecords {
  /** Undefined: nobody of this tenant is meant by that token. One query on the primary. */
  abstract onArrival(caller: Caller): Promise<BreachOnArrival | undefined>;

  /**
   * `corpus` is the version of the corpus in service. Reads no row of a password; what is dear to count
   * is told again for a while.
   */
  abstract coverage(tenant: TenantId, corpus: string | undefined): Promise<BreachCoverage>;

  /** The same of all tenants together, for those who watch the service. */
  abstract coverageOfAll(corpus: string | undefined): Promise<BreachCoverage>;

  /**
   * Saves the tenant's range server if the version is still `version`, and journals who did it.
   * Undefined: somebody else wrote in between; nothing was changed.
   */
  abstract nameRangeServer(
    write: {
      readonly tenant: TenantId;
      readonly by: SubjectId;
      readonly origin: Origin;
      readonly before: RangeServerAddress | undefined;
      readonly after: RangeServerAddress | undefined;
    },
    version: number,
  ): Promise<{ readonly version: number } | undefined>;

  /** Keeps what the look has shown. Ends no session and beats nobody. */
  abstract keep(look: BreachLook): Promise<void>;

  /** The same for a hit: from now on only the change flow is open, and the journal hears of it. */
  abstract forceChange(look: BreachLook): Promise<void>;
}
