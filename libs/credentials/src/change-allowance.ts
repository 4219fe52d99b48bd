import type { LimitRefusal, Origin, Quota } from '#libs/identity';
import { QUOTAS } from '#libs/identity';

import type { Account } from './account.js';
import type { Answered } from './first-answer.js';
import type { AddressLimits } from './ports/address-limits.js';
import type { PasswordRefusal } from './refusal.js';

/**
 * How often a person may change, and a network be wrong. Only what has happened counts: a change by the
 * very commit that makes it, a failure afterwards.
 */
export class ChangeAllowance {
  constructor(private readonly addresses: AddressLimits) {}

  /** Undefined: nothing speaks against it. */
  objection({ credential }: Account, origin: Origin): LimitRefusal | undefined {
    const person = credential?.changeWaitSeconds ?? 0;
    if (person > 0) return tooMany(person, QUOTAS.change);
    const network = this.addresses.knownWait(origin.ip, 'failure');
    return network > 0 ? tooMany(network, QUOTAS.address) : undefined;
  }

  /** What became of it. An answer that is given again is counted once. */
  async told(origin: Origin, outcome: Answered<PasswordRefusal>): Promise<void> {
    if (outcome.first || outcome.kind === 'done') return;
    if (outcome.refusal.code === 'invalid_current_password') {
      await this.addresses.spend(origin.ip, 'failure');
    }
  }
}

const tooMany = (retryAfterSeconds: number, quota: Quota): LimitRefusal => ({
  code: 'too_many_attempts',
  retryAfterSeconds,
  quota,
});
