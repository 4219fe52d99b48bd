import type { AccessRefusal, Caller, Outcome, Password } from '#libs/identity';
import { done } from '#libs/identity';

import { admitSession } from './admit-caller.js';
import type { AdmitNewPassword, Assessment } from './admit-new-password.js';
import type { PasswordCredentials } from './ports/password-credentials.js';

/**
 * Tries a password without setting it. The answer depends on the password, the policy and what the
 * person is called: never on a stored credential, nor on whether there is one.
 */
export class EvaluatePassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly admitNewPassword: AdmitNewPassword,
  ) {}

  async evaluate(caller: Caller, password: Password): Promise<Outcome<Assessment, AccessRefusal>> {
    const arrived = admitSession(caller, await this.credentials.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    return done(await this.admitNewPassword.assess(arrived.value, password, true));
  }
}
