import type { Caller, Origin } from '#libs/identity';

/** The OWASP logging vocabulary's words for what operators watch. */
export type SecurityEvent =
  | 'authn_password_change'
  | 'authn_password_change_fail'
  | 'authz_fail'
  | 'malicious_direct_reference'
  | 'excess_rate_limit_exceeded';

/** Exactly once per case; who, tenant, what and origin, never a secret (ASVS 5.0 16.2.1, 16.3). */
export abstract class SecurityLog {
  abstract record(event: SecurityEvent, caller: Caller, origin: Origin, reason?: string): void;
}
