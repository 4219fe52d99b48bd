import type { Outcome, Password, SubjectId, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { AdmitNewPassword, Assessment } from '../admit-new-password.js';
import type { Newcomer, Newcomers } from '../ports/newcomers.js';
import type { PasswordCredentials } from '../ports/password-credentials.js';

export interface EvaluateForProgramQuery {
  readonly tenant: TenantId;
  /** Absent: somebody who is about to sign up. */
  readonly subject: SubjectId | undefined;
  readonly password: Password;
}

/**
 * Tries a password for another service without setting it. The same question has the same answer:
 * nothing of a stored credential is looked at, nothing is counted.
 */
export class EvaluateForProgram {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly newcomers: Newcomers,
    private readonly admitNewPassword: AdmitNewPassword,
  ) {}

  async evaluate(
    query: EvaluateForProgramQuery,
  ): Promise<Outcome<Assessment, { readonly code: 'not_found' }>> {
    const whose = await this.whose(query);
    if (!whose) return refused({ code: 'not_found' });
    return done(await this.admitNewPassword.assess(whose, query.password, true));
  }

  private whose({ tenant, subject }: EvaluateForProgramQuery): Promise<Newcomer | undefined> {
    return subject === undefined
      ? this.newcomers.of(tenant)
      : this.credentials.toVerify(tenant, subject, 'stranger');
  }
}
