import type { Refused } from '#libs/identity';
import { refused } from '#libs/identity';

import type { PasswordRefusal } from '../refusal.js';

/** Every way a step of a reset may end without getting further. */
export type ResetRefusal =
  | PasswordRefusal
  /** The request, its code, its link or its exchange: wrong, spent, expired or never issued. */
  | { readonly code: 'invalid_reset_proof' }
  | { readonly code: 'verification_type_not_supported' };

/** One answer for all of them: which it was would tell whether there is such a person. */
export const INVALID_PROOF: Refused<ResetRefusal> = refused({ code: 'invalid_reset_proof' });
