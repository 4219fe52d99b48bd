import type { SubjectId } from '#libs/identity';
import { composedPolicy } from '#libs/password-policy';

import type { AgedHistory } from './ports/aged-history.js';
import type { RemindingTenant } from './ports/expiry-reminders.js';

/** Deletes remembered passwords whose age is over, also of people who never change theirs again. */
export class ForgetAgedHistory {
  constructor(private readonly history: AgedHistory) {}

  /** Looks at everybody once; answers how many entries were deleted. */
  async round(stopping?: AbortSignal): Promise<number> {
    let forgotten = 0;
    for (const tenant of await this.history.tenants()) {
      forgotten += await this.inTenant(tenant, stopping);
    }
    return forgotten;
  }

  private async inTenant(one: RemindingTenant, stopping?: AbortSignal): Promise<number> {
    const { tenant } = one;
    const shortest = shortestAge(one);
    if (shortest === null) return 0;
    let forgotten = 0;
    let after: SubjectId | undefined;
    while (!stopping?.aborted) {
      const page = await this.history.older(tenant, shortest, after);
      if (!page) break;
      for (const { subject, days } of page.people) {
        if (days !== null) forgotten += await this.history.forget(tenant, subject, days);
      }
      after = page.last;
    }
    return forgotten;
  }
}

/** The shortest age of anybody; every further group only makes it longer. Null: nothing ages. */
function shortestAge({ policies, secondFactorRequired }: RemindingTenant): number | null {
  const groups = [...policies.groups].map(([name, { document }]) => [{ name, document }]);
  const ages = [[], ...groups].flatMap((some) => {
    const composition = { tenant: policies.tenant.document, groups: some };
    return composedPolicy(composition, secondFactorRequired).historyDays ?? [];
  });
  return ages.length > 0 ? Math.min(...ages) : null;
}
