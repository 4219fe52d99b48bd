import type { SubjectId } from '#libs/identity';
import { isSubjectId } from '#libs/identity';

import type { FindClaimant } from '../find-claimant.js';
import type { DueReset } from '../ports/reset-dispatches.js';
import type { Tenants } from '../ports/tenants.js';

/** Finds whose password was asked for. */
export class FindOwner {
  constructor(
    private readonly tenants: Tenants,
    private readonly claimants: FindClaimant,
  ) {}

  async of({ tenant, asked, origin }: DueReset): Promise<SubjectId | undefined> {
    const { type, value } = asked;
    if (type === 'SUB') return isSubjectId(value) ? value : undefined;
    const named = await this.tenants.named(tenant);
    if (!named) return undefined;
    return (await this.claimants.find(named, { type, value }, origin)).subject;
  }
}
