import type { Asked, AskedCode } from '../asked.js';
import type { StrengthReason, StrengthSuggestion } from '../strength.js';
import type { CharacterClass, Score } from '../violation.js';

/** What people read about passwords, in one language. A new rule does not compile without its words. */
export interface Catalogue {
  readonly asked: {
    readonly [Code in AskedCode]: (asked: Extract<Asked, { readonly code: Code }>) => string;
  };
  readonly scores: { readonly [Value in Score]: string };
  readonly reasons: { readonly [Reason in StrengthReason]: string };
  readonly suggestions: { readonly [Suggestion in StrengthSuggestion]: string };
}

export type ClassNames = { readonly [Name in CharacterClass]: string };
