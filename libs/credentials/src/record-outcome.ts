import type { Origin } from '#libs/identity';

import type { Answered } from './first-answer.js';
import type { Concerned, SecurityEvent, SecurityLog } from './ports/security-log.js';
import type { PasswordRefusal } from './refusal.js';

/** Which refusals an operator watches, and as what. The others are a person's ordinary slips. */
const EVENTS: Partial<Record<PasswordRefusal['code'], SecurityEvent>> = {
  subject_mismatch: 'malicious_direct_reference',
  invalid_current_password: 'authn_password_change_fail',
  too_many_attempts: 'excess_rate_limit_exceeded',
  password_not_enabled: 'authz_fail',
  managed_identity: 'authz_fail',
  quarantined: 'authz_fail',
  contact_not_verified: 'authz_fail',
  insufficient_user_authentication: 'authz_fail',
};

export function recordOutcome(
  log: SecurityLog,
  who: { readonly caller: Concerned; readonly origin: Origin },
  outcome: Answered<PasswordRefusal>,
): void {
  // It was recorded when it was given.
  if (outcome.first) return;
  const { caller, origin } = who;
  if (outcome.kind === 'done') log.record('authn_password_change', caller, origin);
  else recordRefusal(log, caller, origin, outcome.refusal);
}

export function recordRefusal(
  log: SecurityLog,
  who: Concerned,
  origin: Origin,
  { code }: PasswordRefusal,
): void {
  const event = EVENTS[code];
  if (event) log.record(event, who, origin, code);
}
