import type { Caller } from '#libs/identity';

import { admitPasswordWriter, proofsDue } from './admit-caller.js';
import type { PasswordSituation } from './ports/password-situations.js';
import type { PasswordRefusal } from './refusal.js';

export type Proof = 'current_password' | 'recent_login' | 'second_factor';

/** What a person can do about their password now, and what they have to prove for it. */
export interface PasswordSteps {
  readonly action: 'change' | 'set' | 'none';
  /** Why there is nothing to do, in the word of the refusal that an attempt would get. */
  readonly reason?: PasswordRefusal['code'];
  /** What the request and the token do not show yet. */
  readonly proof: readonly Proof[];
  readonly maxAgeSeconds?: number;
  readonly acrValues?: readonly string[];
}

export function passwordSteps(
  caller: Caller,
  situation: Omit<PasswordSituation, 'standing' | 'policy' | 'policyVersion'>,
): PasswordSteps {
  const { asOf, hasPassword, hasVerifiedContact } = situation;
  const action = hasPassword ? 'change' : 'set';
  const barred = admitPasswordWriter(caller, situation, action, asOf);
  const closed =
    barred && barred.code !== 'insufficient_user_authentication'
      ? barred.code
      : action === 'set' && !hasVerifiedContact
        ? 'contact_not_verified'
        : undefined;
  if (closed) return { action: 'none', reason: closed, proof: [] };

  const missing = proofsDue(caller, situation, action, asOf);
  const ages = missing.flatMap(({ maxAgeSeconds }) => maxAgeSeconds ?? []);
  const acrValues = missing.flatMap((one) => one.acrValues ?? []);
  const proof: readonly Proof[] = [
    ...(action === 'change' ? (['current_password'] as const) : []),
    ...(ages.length > 0 ? (['recent_login'] as const) : []),
    ...(acrValues.length > 0 ? (['second_factor'] as const) : []),
  ];
  return {
    action,
    proof,
    ...(ages.length > 0 && { maxAgeSeconds: Math.min(...ages) }),
    ...(acrValues.length > 0 && { acrValues }),
  };
}
