import type { Standing, SubjectId, TenantId } from '#libs/identity';

import type { SupportReason } from '../account.js';
import type { Cause } from './cause.js';

/** Session generations as the primary has them at this moment; never a copy. */
export abstract class Sessions {
  /** Of those that exist; one query however many are asked for. */
  abstract standings(
    tenant: TenantId,
    subjects: readonly SubjectId[],
  ): Promise<ReadonlyMap<SubjectId, Standing>>;

  /** Ends every session, the asker's own among them. Undefined: there is nobody. */
  abstract endAll(
    who: { readonly tenant: TenantId; readonly subject: SubjectId },
    reason: SupportReason,
    cause: Cause,
  ): Promise<Standing | undefined>;
}
