import type { AccessRefusal, Caller, LimitRefusal, Outcome, Password } from '#libs/identity';
import { done, QUOTAS, refused } from '#libs/identity';

import { admitSession } from './admit-caller.js';
import type { AdmitNewPassword, Assessment } from './admit-new-password.js';
import type { PasswordCredentials } from './ports/password-credentials.js';
import type { RequestLimits } from './ports/request-limits.js';

export type EvaluateRefusal = AccessRefusal | LimitRefusal;

/**
 * Tries a password without setting it. The answer depends on the password, the policy and what the
 * person is called: never on a stored credential, nor on whether there is one.
 */
export class EvaluatePassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly admitNewPassword: AdmitNewPassword,
    private readonly limits: RequestLimits,
  ) {}

  async evaluate(
    caller: Caller,
    password: Password,
  ): Promise<Outcome<Assessment, EvaluateRefusal>> {
    const arrived = admitSession(caller, await this.credentials.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { tenant } = caller;
    const who = { tenant, subject: arrived.value.subject };
    const { waitSeconds, quota } = await this.limits.counted(who, QUOTAS.evaluate);
    if (waitSeconds > 0) {
      return refused({ code: 'too_many_attempts', retryAfterSeconds: waitSeconds, quota });
    }
    return done(await this.admitNewPassword.assess(arrived.value, password, true));
  }
}
