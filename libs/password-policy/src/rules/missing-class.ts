import type { CharacterClass } from '../violation.js';
import type { Rule } from './rule.js';
import { SATISFIED } from './rule.js';

/** By Unicode property, so that Ä is an upper-case letter and a space is a symbol. */
const MEMBER: { readonly [Name in CharacterClass]: RegExp } = {
  letter: /\p{L}/u,
  lower: /\p{Ll}/u,
  upper: /\p{Lu}/u,
  digit: /\p{Nd}/u,
  symbol: /[^\p{L}\p{M}\p{N}]/u,
};

export const missingClass: Rule<'missing_class'> = ({ text }, { class: name }) =>
  MEMBER[name].test(text) ? SATISFIED : [{ code: 'missing_class', class: name }];
