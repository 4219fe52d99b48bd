import type { ChangeReason } from '#libs/identity';
import { ageVerdict, mustWait } from '#libs/password-policy';
import type { AgeVerdict } from '#libs/password-policy';

import type { Account, PasswordCredential } from './account.js';
import type { PasswordRefusal } from './refusal.js';

/** What the age of the password in force means, by the database's clock. */
export const ageOf = (account: Account, { changedAt }: PasswordCredential): AgeVerdict =>
  ageVerdict(account.policy, changedAt, account.asOf, account.exemptions);

/** Why the person has to change their password before anything else; undefined: they need not. */
export function changeDue(account: Account): ChangeReason | undefined {
  const { credential } = account;
  if (!credential) return undefined;
  return credential.mustChange ?? (ageOf(account, credential).expired ? 'expired' : undefined);
}

/** A minimum age keeps people from running through their history; who must change never waits. */
export function tooYoung(
  account: Account,
  credential: PasswordCredential,
): PasswordRefusal | undefined {
  const age = ageOf(account, credential);
  const occasion = changeDue(account) === undefined ? 'change' : 'forced_change';
  if (!mustWait(age, occasion)) return undefined;
  return { code: 'password_too_young', changeableAt: age.changeableAt ?? account.asOf };
}
