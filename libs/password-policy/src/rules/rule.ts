import type { Asked, AskedCode } from '../asked.js';
import type { Candidate } from '../candidate.js';
import type { Knowledge } from '../knowledge.js';
import type { Violation } from '../violation.js';

/** What a rule finds: the ways in which it is broken (none: satisfied), or that it cannot tell. */
export type Finding = readonly Violation[] | 'unknown';

/** One check: of the password, what is asked of it, and what is known beside it. */
export type Rule<Code extends AskedCode = AskedCode> = (
  candidate: Candidate,
  asked: Extract<Asked, { readonly code: Code }>,
  knowledge: Knowledge,
) => Finding;

export const SATISFIED: readonly Violation[] = [];
