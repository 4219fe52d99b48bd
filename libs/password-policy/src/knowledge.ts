import type { WordIndex } from './context-words.js';
import type { Strength } from './strength.js';

/** How a rule stands. `unknown` until somebody who can tell is asked. */
export type State = 'satisfied' | 'unsatisfied' | 'unknown';

/** The rules that are answered by others: lists, and the stored credential. */
export type ToldCode = 'breached' | 'same_as_current' | 'too_similar' | 'used_before';

/** What the one who judges knows beside the password. Whatever is absent makes a rule unknown. */
export interface Knowledge {
  readonly words?: readonly WordIndex[];
  /** Whether `words` are all there are; a browser never has the tenant's list. */
  readonly allWords?: boolean;
  readonly strength?: Strength;
  readonly told?: { readonly [Code in ToldCode]?: State };
}

export const NOTHING_KNOWN: Knowledge = {};
