import type { Outcome } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { PasswordRemovals } from '../ports/password-removals.js';
import type { EndSessionsCommand } from './end-sessions.js';

/**
 * Lets a person try again whose failures have closed the way to their password. It is the rebinding of
 * NIST SP 800-63B-4 §3.2.2, so whoever asks has made sure who the person is.
 */
export class UnlockPassword {
  constructor(private readonly removals: PasswordRemovals) {}

  /** Answers whether anything was locked. */
  async unlock(
    command: EndSessionsCommand,
  ): Promise<Outcome<boolean, { readonly code: 'not_found' }>> {
    const { tenant, subject, reason, client, origin } = command;
    const cause = { ...origin, client };
    const unlocked = await this.removals.unlock({ tenant, subject }, reason, cause);
    return unlocked === undefined ? refused({ code: 'not_found' }) : done(unlocked);
  }
}
