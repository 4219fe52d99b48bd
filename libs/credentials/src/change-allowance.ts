import type { LimitRefusal, Origin, Quota, SubjectId, TenantId } from '#libs/identity';
import { QUOTAS } from '#libs/identity';

import type { Answered } from './first-answer.js';
import type { AddressLimits } from './ports/address-limits.js';
import type { RequestLimits } from './ports/request-limits.js';
import type { PasswordRefusal } from './refusal.js';

interface Changer {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  readonly origin: Origin;
}

/**
 * How often a person may change, and a network be wrong. Only what has happened counts, so a change is
 * let in by what this process knows already, which costs nothing, and is told to the others afterwards:
 * of several replicas each lets one more through than it would alone.
 */
export class ChangeAllowance {
  constructor(
    private readonly addresses: AddressLimits,
    private readonly requests: RequestLimits,
  ) {}

  /** Undefined: nothing speaks against it. */
  objection({ tenant, subject, origin }: Changer): LimitRefusal | undefined {
    const person = this.requests.knownWait({ tenant, subject, operation: 'change' });
    if (person > 0) return tooMany(person, QUOTAS.change);
    const network = this.addresses.knownWait(origin.ip, 'failure');
    return network > 0 ? tooMany(network, QUOTAS.address) : undefined;
  }

  /** What became of it. An answer that is given again is counted once. */
  async told(
    { tenant, subject, origin }: Changer,
    outcome: Answered<PasswordRefusal>,
  ): Promise<void> {
    if (outcome.first) return;
    if (outcome.kind === 'done') {
      const who = { tenant, subject, operation: 'change' } as const;
      // The change stands: whoever made it hears so, even where nobody could count it.
      await this.requests.counted(who, QUOTAS.change).catch(() => undefined);
    } else if (outcome.refusal.code === 'invalid_current_password') {
      await this.addresses.spend(origin.ip, 'failure');
    }
  }
}

const tooMany = (retryAfterSeconds: number, quota: Quota): LimitRefusal => ({
  code: 'too_many_attempts',
  retryAfterSeconds,
  quota,
});
