import type { VerificationType } from '#libs/identity';
import { SECOND_FACTORS } from '#libs/identity';

import type { ResetMedium } from '../ports/reset-requests.js';

/**
 * What proves a second time whose password it is: a code by the other way in which we reach the
 * person, otherwise a factor of theirs that their login service looks at. Never the same way twice.
 */
export function secondProof(
  first: ResetMedium,
  enrolled: ReadonlySet<VerificationType>,
): VerificationType | undefined {
  const other = first === 'EMAIL' ? 'SMS' : 'EMAIL';
  if (enrolled.has(other)) return other;
  return [...SECOND_FACTORS].find((factor) => factor !== first && enrolled.has(factor));
}

/** Whether we send a code for it ourselves. */
export const isSent = (proof: VerificationType): proof is ResetMedium =>
  proof === 'EMAIL' || proof === 'SMS';
