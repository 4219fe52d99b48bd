import type { Rule } from './rule.js';
import { SATISFIED } from './rule.js';

/** Refuses "aaaa" once the run is longer than the policy allows. */
export const repeatedCharacters: Rule<'repeated_characters'> = ({ text }, { allowed }) => {
  let run = 0;
  let previous = '';
  for (const character of text) {
    run = character === previous ? run + 1 : 1;
    if (run > allowed) return [{ code: 'repeated_characters', allowed }];
    previous = character;
  }
  return SATISFIED;
};
