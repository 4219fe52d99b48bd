import type { SubjectId, TenantId } from '#libs/identity';

import type { BreachRecord } from '../breach-check.js';

/** A password that was looked up again. */
export interface BreachLook {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** Of the credential that was looked at; a change meanwhile makes the look worthless. */
  readonly version: number;
  readonly record: BreachRecord;
}

export abstract class BreachRecords {
  /** Keeps what the look has shown. Ends no session and beats nobody. */
  abstract keep(look: BreachLook): Promise<void>;

  /** The same for a hit: from now on only the change flow is open, and the journal hears of it. */
  abstract forceChange(look: BreachLook): Promise<void>;
}
