import type { Password } from '#libs/identity';

import type { Policy } from './policy.js';
import type { Violation } from './violation.js';

/** One check. It sees the password and the policy and nothing else; silence means satisfied. */
export type Rule = (password: Password, policy: Policy) => Violation | undefined;

export const minimumLength: Rule = ({ codePoints }, { minimum }) =>
  codePoints < minimum ? { code: 'too_short', minimum } : undefined;

export const maximumLength: Rule = ({ codePoints }, { maximum }) =>
  codePoints > maximum ? { code: 'too_long', maximum } : undefined;

export const maximumBytes: Rule = ({ bytes }, policy) =>
  bytes > policy.maximumBytes
    ? { code: 'too_many_bytes', maximum: policy.maximumBytes }
    : undefined;

/** The whole local policy, in the order in which a person reads it. */
export const RULES: readonly Rule[] = [minimumLength, maximumLength, maximumBytes];
