import type { AccessRefusal, CapacityRefusal, LimitRefusal } from '#libs/identity';
import type { Violation } from '#libs/password-policy';

import type { KeyRefusal } from './idempotency-key.js';

/** Every way a password operation may end without changing anything. Closed on purpose. */
export type PasswordRefusal =
  | AccessRefusal
  | CapacityRefusal
  | KeyRefusal
  | { readonly code: 'subject_mismatch' }
  | { readonly code: 'password_not_enabled' }
  | { readonly code: 'managed_identity'; readonly managedBy: string }
  | { readonly code: 'contact_not_verified' }
  | { readonly code: 'quarantined' }
  | { readonly code: 'no_password_set' }
  | { readonly code: 'password_already_set' }
  | { readonly code: 'invalid_current_password' }
  | { readonly code: 'changed_meanwhile' }
  | { readonly code: 'password_policy_violated'; readonly violations: readonly Violation[] }
  | {
      readonly code: 'password_breached';
      /** Who lists it: everybody can know it, or the tenant's own list refuses it. */
      readonly source: 'public' | 'tenant';
      /** The lower bound of the class of occurrences. */
      readonly atLeast: number;
      readonly corpusVersion: string;
      /** `breached` and every other violation beside it. */
      readonly violations: readonly Violation[];
    }
  /** Changed too recently; a forced change never waits. */
  | { readonly code: 'password_too_young'; readonly changeableAt: Date }
  | LimitRefusal
  /** Nobody knows whether the new password is breached, and it is not taken on trust. */
  | { readonly code: 'breach_check_unavailable'; readonly retryAfterSeconds: number }
  /** The commit's answer was lost and could not be found out: the change may or may not stand. */
  | { readonly code: 'outcome_unknown'; readonly retryAfterSeconds: number };
