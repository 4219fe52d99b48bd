import type { SubjectId } from '#libs/identity';
import { composedPolicy } from '#libs/password-policy';

import type { AgeingPassword, ExpiryReminders, RemindingTenant } from './ports/expiry-reminders.js';

/**
 * Tells people, once for each expiry, that their password has to be changed soon; or that it has to be
 * changed now, where nobody could tell them before because the rule is new.
 */
export class RemindOfExpiry {
  constructor(private readonly reminders: ExpiryReminders) {}

  /** Looks at everybody once; answers how many were reminded. */
  async round(stopping?: AbortSignal): Promise<number> {
    let reminded = 0;
    for (const tenant of await this.reminders.tenants()) {
      reminded += await this.inTenant(tenant, stopping);
    }
    return reminded;
  }

  private async inTenant(one: RemindingTenant, stopping?: AbortSignal): Promise<number> {
    const days = earliestReminder(one);
    if (days === undefined) return 0;
    let reminded = 0;
    let after: SubjectId | undefined;
    do {
      if (stopping?.aborted) break;
      const page = await this.reminders.older(one.tenant, days, after);
      for (const password of page) if (await this.isReminded(password)) reminded += 1;
      after = page.at(-1)?.subject;
    } while (after !== undefined);
    return reminded;
  }

  private async isReminded(password: AgeingPassword): Promise<boolean> {
    const { expiresAt, warn } = password.age;
    if (!expiresAt || !warn) return false;
    if (password.remindedOf?.getTime() === expiresAt.getTime()) return false;
    return this.reminders.remind(password, expiresAt);
  }
}

/**
 * At how many days anybody's password may be due; undefined: none ever is. Of all documents together
 * the shortest age and the longest warning apply, so nobody is reminded earlier.
 */
function earliestReminder({ policies, secondFactorRequired }: RemindingTenant): number | undefined {
  const groups = [...policies.groups].map(([name, { document }]) => ({ name, document }));
  const composition = { tenant: policies.tenant.document, groups };
  const { maximumAgeDays, warningDays } = composedPolicy(composition, secondFactorRequired);
  return maximumAgeDays === null ? undefined : Math.max(0, maximumAgeDays - warningDays);
}
