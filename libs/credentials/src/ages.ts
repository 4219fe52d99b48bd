import { ageVerdict, mustWait } from '#libs/password-policy';
import type { AgeVerdict } from '#libs/password-policy';

import type { Account, PasswordCredential } from './account.js';
import type { PasswordRefusal } from './refusal.js';

/** What the age of the password in force means, by the database's clock. */
export const ageOf = (account: Account, { changedAt }: PasswordCredential): AgeVerdict =>
  ageVerdict(account.policy, changedAt, account.asOf);

/** A minimum age keeps people from running through their history; who must change never waits. */
export function tooYoung(
  account: Account,
  credential: PasswordCredential,
): PasswordRefusal | undefined {
  const age = ageOf(account, credential);
  const forced = credential.mustChange !== undefined || age.expired;
  if (!mustWait(age, forced ? 'forced_change' : 'change')) return undefined;
  return { code: 'password_too_young', changeableAt: age.changeableAt ?? account.asOf };
}
