import type { Rule } from './rule.js';
import { SATISFIED } from './rule.js';

export const tooWeak: Rule<'too_weak'> = (_candidate, { required }, { strength }) => {
  if (!strength) return 'unknown';
  return strength.score < required ? [{ code: 'too_weak', score: strength.score }] : SATISFIED;
};
