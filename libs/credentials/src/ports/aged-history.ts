import type { SubjectId, TenantId } from '#libs/identity';

import type { RemindingTenant } from './expiry-reminders.js';

/** Somebody of whom passwords are remembered, and for how many days after they were replaced. */
export interface RememberedPerson {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** Null: for good. */
  readonly days: number | null;
}

/** Remembered passwords that have stopped counting because of their age. */
export abstract class AgedHistory {
  abstract tenants(): Promise<readonly RemindingTenant[]>;

  /**
   * Looks at 500 people at most, by subject, that come `after` one: who of them has a password that
   * was replaced at least `days` ago, and the last one looked at. Undefined: there was nobody.
   */
  abstract older(
    tenant: TenantId,
    days: number,
    after: SubjectId | undefined,
  ): Promise<
    { readonly people: readonly RememberedPerson[]; readonly last: SubjectId } | undefined
  >;

  /** Deletes what was replaced at least `days` ago; answers how many entries that were. */
  abstract forget(tenant: TenantId, subject: SubjectId, days: number): Promise<number>;
}
