import type { Password } from '#libs/identity';

import type { Policy } from './policy.js';
import { similar } from './similarity.js';
import type { Violation } from './violation.js';

/**
 * The rules that read the credential, for change and reset alone, after the proof. `evaluate` never
 * asks them: whoever may evaluate must not learn anything about a stored password.
 */
export function judgeAgainstCurrent(
  current: Password,
  next: Password,
  { sameAsCurrent, similarity }: Pick<Policy, 'sameAsCurrent' | 'similarity'>,
): readonly Violation[] {
  if (next.equals(current)) return sameAsCurrent ? [{ code: 'same_as_current' }] : [];
  return similarity && similar(current.reveal(), next.reveal()) ? [{ code: 'too_similar' }] : [];
}
