import type { AdminOnArrival, Caller, SubjectId, TenantId } from '#libs/identity';

import type { BreachRecord } from '../breach-check.js';

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
}

export interface BreachOnArrival extends AdminOnArrival {
  /** Counted for admins alone; nothing but zeros for others. */
  readonly coverage: BreachCoverage;
}

export abstract class BreachRecords {
  /**
   * What an admin is told; `version` is that of the corpus in service. Undefined: nobody of this
   * tenant is meant by that token. One query on the primary.
   */
  abstract onArrival(
    caller: Caller,
    version: string | undefined,
  ): Promise<BreachOnArrival | undefined>;

  /** Keeps what the look has shown. Ends no session and beats nobody. */
  abstract keep(look: BreachLook): Promise<void>;

  /** The same for a hit: from now on only the change flow is open, and the journal hears of it. */
  abstract forceChange(look: BreachLook): Promise<void>;
}
