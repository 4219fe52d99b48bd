import type { Password } from '#libs/identity';

import type { Policy } from './policy.js';
import { RULES } from './rules.js';
import type { Violation } from './violation.js';

/** Every violation at once: nobody should meet the rules one failed attempt at a time. */
export const evaluate = (password: Password, policy: Policy): readonly Violation[] =>
  RULES.flatMap((rule) => rule(password, policy) ?? []);
