import type { AccessRefusal, CapacityRefusal } from '#libs/identity';

/** Every way an operation on methods or settings may end without changing anything. */
export type VerificationRefusal =
  | AccessRefusal
  | CapacityRefusal
  | { readonly code: 'last_first_factor' }
  | { readonly code: 'precondition_required' }
  | { readonly code: 'precondition_failed' }
  /** Settings under which nobody could log in as they demand. */
  | { readonly code: 'policy_contradiction'; readonly because: string };
