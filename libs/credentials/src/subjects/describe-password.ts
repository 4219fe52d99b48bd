import type { Outcome } from '#libs/identity';
import { done, refused } from '#libs/identity';

import { ageOf, changeDue } from '../ages.js';
import type { BreachRecord } from '../breach-check.js';
import type { PasswordCredentials } from '../ports/password-credentials.js';
import type { PasswordHashing } from '../ports/password-hashing.js';
import type { WhichSubject } from './erase-subject.js';

/** What support may know of a password; absent where there is none. */
export interface DescribedPassword {
  readonly changedAt: Date;
  readonly mustChange: boolean;
  readonly expiresAt?: Date;
  readonly breach: BreachRecord['state'];
  /** The next success writes it anew. */
  readonly needsRehash: boolean;
  /** The function that its hash was made with. */
  readonly scheme: string;
  /** Nobody can use it until the person who has been proven says so. */
  readonly quarantined: boolean;
}

/** Tells of a person's password what is no secret. */
export class DescribePassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly hashing: PasswordHashing,
  ) {}

  async describe({
    tenant,
    subject,
  }: WhichSubject): Promise<
    Outcome<DescribedPassword | undefined, { readonly code: 'not_found' }>
  > {
    const account = await this.credentials.toVerify(tenant, subject, 'owner');
    if (!account) return refused({ code: 'not_found' });
    const { credential, quarantined } = account;
    if (!credential) return done(undefined);
    const { changeId, envelope, changedAt, breach } = credential;
    const binding = { tenant, subject, changeId };
    const { scheme, outdated } = this.hashing.described(envelope, binding);
    const { expiresAt } = ageOf(account, credential);
    return done({
      changedAt,
      mustChange: changeDue(account) !== undefined,
      ...(expiresAt && { expiresAt }),
      breach: breach.state,
      needsRehash: outdated,
      ...{ scheme, quarantined },
    });
  }
}
