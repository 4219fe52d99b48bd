import type { State } from '../knowledge.js';
import type { Violation } from '../violation.js';
import type { Finding, Rule } from './rule.js';
import { SATISFIED } from './rule.js';

/** Rules whose answer is brought along: lists of breached passwords and stored credentials. */
const told = (state: State | undefined, violation: Violation): Finding =>
  state === 'unsatisfied' ? [violation] : state === 'satisfied' ? SATISFIED : 'unknown';

export const breached: Rule<'breached'> = (_candidate, { at_least }, knowledge) =>
  told(knowledge.told?.breached, { code: 'breached', at_least });

export const sameAsCurrent: Rule<'same_as_current'> = (_candidate, { code }, knowledge) =>
  told(knowledge.told?.same_as_current, { code });

export const tooSimilar: Rule<'too_similar'> = (_candidate, { code }, knowledge) =>
  told(knowledge.told?.too_similar, { code });

export const usedBefore: Rule<'used_before'> = (_candidate, { code }, knowledge) =>
  told(knowledge.told?.used_before, { code });
