import type { Origin, SubjectId, TenantId } from '#libs/identity';

/** What operators watch, in the OWASP logging vocabulary's words where it has one. */
export type SecurityEvent =
  | 'authn_login_success'
  | 'authn_login_fail'
  | 'authn_password_change'
  | 'authn_password_change_fail'
  | 'authz_fail'
  | 'malicious_direct_reference'
  | 'excess_rate_limit_exceeded'
  | 'identifier_ambiguous';

/** Who it is about, as far as that is known: a caller, or whom somebody only claims to be. */
export interface Concerned {
  readonly tenant?: TenantId;
  readonly sub?: SubjectId;
  readonly issuer?: string;
}

/** Exactly once per case; who, tenant, what and origin, never a secret (ASVS 5.0 16.2.1, 16.3). */
export abstract class SecurityLog {
  abstract record(event: SecurityEvent, who: Concerned, origin: Origin, reason?: string): void;
}
