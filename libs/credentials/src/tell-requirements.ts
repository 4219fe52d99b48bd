import type { AccessRefusal, Caller, Outcome } from '#libs/identity';
import { done } from '#libs/identity';

import type { Account } from './account.js';
import { admitPasswordWriter, admitSession, proofsDue } from './admit-caller.js';
import type { PasswordCredentials } from './ports/password-credentials.js';
import type { ShownPolicy } from './show-policy.js';

export type Proof = 'current_password' | 'recent_login' | 'second_factor';

/** What a person can do about their password now, and what they have to prove for it. */
export interface PasswordRequirements extends ShownPolicy {
  readonly action: 'change' | 'set' | 'none';
  /** What the request and the token do not show yet. */
  readonly proof: readonly Proof[];
  readonly maxAgeSeconds?: number;
  readonly acrValues?: readonly string[];
}

/** Tells before the first attempt what would be asked for, so that nobody learns it by refusals. */
export class TellRequirements {
  constructor(private readonly credentials: PasswordCredentials) {}

  async tell(caller: Caller): Promise<Outcome<PasswordRequirements, AccessRefusal>> {
    const arrived = admitSession(caller, await this.credentials.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    return done(requirementsOf(caller, arrived.value));
  }
}

function requirementsOf(caller: Caller, account: Account): PasswordRequirements {
  const { policy, policyVersion: version } = account;
  const action = account.credential ? 'change' : 'set';
  const barred = admitPasswordWriter(caller, account, action, account.asOf);
  const closed =
    (barred !== undefined && barred.code !== 'insufficient_user_authentication') ||
    (action === 'set' && !account.hasVerifiedContact);
  if (closed) return { action: 'none', proof: [], policy, version };

  const due = proofsDue(caller, account, action, account.asOf);
  const ages = due.flatMap(({ maxAgeSeconds }) => maxAgeSeconds ?? []);
  const acrValues = due.flatMap((one) => one.acrValues ?? []);
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
    policy,
    version,
  };
}
