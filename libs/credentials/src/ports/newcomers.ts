import type { TenantId } from '#libs/identity';

import type { Account } from '../account.js';

/** What a password of somebody is judged by who is not there yet. */
export type Newcomer = Pick<Account, 'policy' | 'context'> & {
  readonly tenant: Pick<Account['tenant'], 'rangeServer'>;
};

export abstract class Newcomers {
  /** The tenant's own policy, its words and its names. Undefined: there is no such tenant. */
  abstract of(tenant: TenantId): Promise<Newcomer | undefined>;
}
