import type { Rule } from './rule.js';
import { SATISFIED } from './rule.js';

export const minimumLength: Rule<'too_short'> = ({ codePoints }, { minimum }) =>
  codePoints < minimum ? [{ code: 'too_short', minimum }] : SATISFIED;

export const maximumLength: Rule<'too_long'> = ({ codePoints }, { maximum }) =>
  codePoints > maximum ? [{ code: 'too_long', maximum }] : SATISFIED;

export const maximumBytes: Rule<'too_many_bytes'> = ({ bytes }, { maximum }) =>
  bytes > maximum ? [{ code: 'too_many_bytes', maximum }] : SATISFIED;
