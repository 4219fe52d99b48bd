import type { Caller } from '#libs/identity';

import type { Account } from '../account.js';

/** What somebody can do about their password depends on this, and on nothing secret. */
export interface PasswordSituation extends Pick<
  Account,
  | 'asOf'
  | 'standing'
  | 'managedBy'
  | 'quarantined'
  | 'hasVerifiedContact'
  | 'enrolled'
  | 'tenant'
  | 'policy'
  | 'policyVersion'
> {
  readonly hasPassword: boolean;
}

export abstract class PasswordSituations {
  /** Undefined: nobody of this tenant is meant by that token. One query, on the primary. */
  abstract ofCaller(caller: Caller): Promise<PasswordSituation | undefined>;
}
