import type { Password } from '#libs/identity';

import type { AskedCode } from './asked.js';
import { asked } from './asked.js';
import { Candidate } from './candidate.js';
import type { Knowledge } from './knowledge.js';
import { NOTHING_KNOWN } from './knowledge.js';
import type { Policy } from './policy.js';
import { finding } from './rules.js';
import type { Violation } from './violation.js';

export interface Judgement {
  readonly violations: readonly Violation[];
  /** The rules that could not be judged with what was known. */
  readonly unknown: readonly AskedCode[];
}

/** Every violation at once: nobody should meet the rules one failed attempt at a time. */
export function judge(password: Password, policy: Policy, knowledge: Knowledge): Judgement {
  const candidate = new Candidate(password);
  const violations: Violation[] = [];
  const unknown: AskedCode[] = [];
  for (const one of asked(policy)) {
    const found = finding(candidate, one, knowledge);
    if (found === 'unknown') unknown.push(one.code);
    else violations.push(...found);
  }
  return { violations, unknown };
}

/** The violations alone. What cannot be judged here is no violation: see `judge`. */
export const evaluate = (
  password: Password,
  policy: Policy,
  knowledge: Knowledge = NOTHING_KNOWN,
): readonly Violation[] => judge(password, policy, knowledge).violations;
