/**
 * What a page needs to judge a password while it is typed: the same rules as on the server. The page
 * has the published requirements and whatever words it knows of its person; the rest is `unknown`.
 */
import { ContextWords } from './context-words.js';
import type { Knowledge } from './knowledge.js';
import type { PersonAndPlace } from './person-words.js';
import { wordsAbout } from './person-words.js';
import type { Published } from './requirements.js';
import { judged } from './requirements.js';
import type { Strength } from './strength.js';

/** What a page may know. It never has a tenant's list, so it can refuse a word, never clear one. */
export interface KnownToPage {
  readonly about?: PersonAndPlace;
}

/** Judges text against published requirements, as often as a key is pressed. */
export function pageJudge<Shown extends Published>(
  published: readonly Shown[],
  { about = {} }: KnownToPage = {},
) {
  const words = [new ContextWords(wordsAbout(about))];
  return (text: string, strength?: Strength) => {
    const knowledge: Knowledge = { words, allWords: false, ...(strength && { strength }) };
    return judged(published, text, knowledge);
  };
}

export { sayAsked, sayStrength } from './texts/say.js';
export type { Language, StrengthInWords } from './texts/say.js';
export type { Published, Requirement } from './requirements.js';
export type { PersonAndPlace } from './person-words.js';
export type { State } from './knowledge.js';
export type { Estimator, Strength } from './strength.js';
