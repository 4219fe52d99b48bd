import type { Rule } from './rule.js';
import { SATISFIED } from './rule.js';

/**
 * Refuses a password that as a whole is a word of its surroundings, but for small affixes. Never
 * for containing one (NIST SP 800-63B-4 §3.1.1.2 compares the entire password).
 */
export const contextWord: Rule<'context_word'> = (candidate, _asked, { words, allWords }) => {
  const sources = words?.flatMap((list) => list.sourcesOf(candidate.folded)) ?? [];
  if (sources.length > 0) {
    return [...new Set(sources)].map((source) => ({ code: 'context_word', source }));
  }
  return allWords === true ? SATISFIED : 'unknown';
};
