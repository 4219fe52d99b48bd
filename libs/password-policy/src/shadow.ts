import type { Password } from '#libs/identity';

import { judge } from './evaluate.js';
import type { Knowledge } from './knowledge.js';
import type { Policy } from './policy.js';
import type { ViolationCode } from './violation.js';

/** What a stricter policy would say of a password that was just seen in the clear. */
export interface ShadowVerdict {
  readonly wouldFail: boolean;
  /** Each once: what is counted. Neither parameters nor anything else of the password. */
  readonly codes: readonly ViolationCode[];
}

/** Scores a password against a policy that is not in force. Nothing of it may be kept but counts. */
export function shadowVerdict(
  password: Password,
  shadow: Policy,
  knowledge: Knowledge,
): ShadowVerdict {
  const { violations } = judge(password, shadow, knowledge);
  const codes = [...new Set(violations.map(({ code }) => code))];
  return { wouldFail: codes.length > 0, codes };
}
