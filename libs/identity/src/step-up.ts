import type { Caller } from './caller.js';
import { showsSecondFactor } from './caller.js';
import type { AccessRefusal } from './refusal.js';

/** Set, and change where no second factor is enrolled: the person must be the one at the desk now. */
export const RECENT_LOGIN_SECONDS = 600;

/** Admin writes: full re-authentication at most 5 minutes old (ASVS 5.0 7.5.1). */
export const ADMIN_LOGIN_SECONDS = 300;

/** The `acr` asked for where a second factor is due (OpenID Provider Authentication Policy names). */
export const MULTI_FACTOR_ACR = 'http://schemas.openid.net/pape/policies/2007/06/multi-factor';

type Insufficient = Extract<AccessRefusal, { code: 'insufficient_user_authentication' }>;

/** Refuses when the login is older than `seconds`, or of unknown age (RFC 9470 §3). */
export function requireRecentLogin(
  caller: Caller,
  seconds: number,
  now: Date,
): Insufficient | undefined {
  const age = caller.authTime ? (now.getTime() - caller.authTime.getTime()) / 1000 : Infinity;
  if (age <= seconds) return undefined;
  return { code: 'insufficient_user_authentication', maxAgeSeconds: seconds };
}

/**
 * Refuses when the tenant requires a second factor that the token does not show. A person who has
 * none enrolled cannot show one: a recent login with what they have stands in for it.
 */
export function requireSecondFactor(
  caller: Caller,
  enrolled: boolean,
  now: Date,
): Insufficient | undefined {
  if (showsSecondFactor(caller)) return undefined;
  if (!enrolled) return requireRecentLogin(caller, RECENT_LOGIN_SECONDS, now);
  return { code: 'insufficient_user_authentication', acrValues: [MULTI_FACTOR_ACR] };
}
