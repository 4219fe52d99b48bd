import type { SubjectId } from '#libs/identity';
import { changeId } from '#libs/identity';

import type { EnvelopeBinding } from '../ports/password-hashing.js';
import type { ResetName } from '../ports/reset-requests.js';

/** A sealed code opens for its own request and step, and nowhere else. */
export const codeBinding = (
  { tenant, id }: ResetName,
  subject: SubjectId,
  step: 1 | 2,
): EnvelopeBinding => ({ tenant, subject, changeId: changeId(`${id}:${String(step)}`) });
