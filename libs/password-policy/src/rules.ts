import type { Asked, AskedCode } from './asked.js';
import type { Candidate } from './candidate.js';
import type { Knowledge } from './knowledge.js';
import { contextWord } from './rules/context-word.js';
import { maximumBytes, maximumLength, minimumLength } from './rules/length.js';
import { missingClass } from './rules/missing-class.js';
import { repeatedCharacters } from './rules/repeated-characters.js';
import type { Finding, Rule } from './rules/rule.js';
import { sequence } from './rules/sequence.js';
import { breached, sameAsCurrent, tooSimilar, usedBefore } from './rules/told.js';
import { tooWeak } from './rules/too-weak.js';

/** The whole policy: who judges what is asked. */
const RULES: { readonly [Code in AskedCode]: Rule<Code> } = {
  too_short: minimumLength,
  too_long: maximumLength,
  too_many_bytes: maximumBytes,
  missing_class: missingClass,
  repeated_characters: repeatedCharacters,
  sequence,
  context_word: contextWord,
  too_weak: tooWeak,
  breached,
  same_as_current: sameAsCurrent,
  too_similar: tooSimilar,
  used_before: usedBefore,
};

/** What one rule finds. A rule that a newer server asks and this copy does not know is unknown. */
export function finding(candidate: Candidate, asked: Asked, knowledge: Knowledge): Finding {
  // The table pairs every code with the rule for it; the compiler cannot follow one union into two.
  const rule = Object.hasOwn(RULES, asked.code) ? (RULES[asked.code] as Rule) : undefined;
  return rule ? rule(candidate, asked, knowledge) : 'unknown';
}
