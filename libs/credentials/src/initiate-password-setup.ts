import type { AccessRefusal, Caller, Outcome } from '#libs/identity';
import { done } from '#libs/identity';

import { admitSession } from './admit-caller.js';
import type { PasswordSteps } from './password-steps.js';
import { passwordSteps } from './password-steps.js';
import type { PasswordSituations } from './ports/password-situations.js';
import type { ShownPolicy } from './show-policy.js';

export interface PasswordSetup extends PasswordSteps, ShownPolicy {}

/** Tells somebody who wants to set their password up what has to be shown, and by which rules. */
export class InitiatePasswordSetup {
  constructor(private readonly situations: PasswordSituations) {}

  async initiate(caller: Caller): Promise<Outcome<PasswordSetup, AccessRefusal>> {
    const arrived = admitSession(caller, await this.situations.ofCaller(caller));
    if (arrived.kind === 'refused') return arrived;
    const { policy, policyVersion: version } = arrived.value;
    return done({ ...passwordSteps(caller, arrived.value), policy, version });
  }
}
