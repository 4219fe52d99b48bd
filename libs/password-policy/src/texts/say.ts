import type { Asked } from '../asked.js';
import type { Strength } from '../strength.js';
import type { Catalogue } from './catalogue.js';
import { german } from './de.js';
import { english } from './en.js';

/** Another language joins by standing here. */
const CATALOGUES = { en: english, de: german } as const satisfies Record<string, Catalogue>;

export type Language = keyof typeof CATALOGUES;

export const LANGUAGES = Object.keys(CATALOGUES) as readonly Language[];

/** What a rule asks, as a person reads it. */
export function sayAsked(asked: Asked, language: Language): string {
  // The catalogue pairs every code with the words for it, as the rules do.
  const say = CATALOGUES[language].asked[asked.code] as (one: Asked) => string;
  return say(asked);
}

export interface StrengthInWords {
  readonly score: string;
  readonly reason?: string;
  readonly suggestion?: string;
}

export function sayStrength(strength: Strength, language: Language): StrengthInWords {
  const { scores, reasons, suggestions } = CATALOGUES[language];
  const { score, reason, suggestion } = strength;
  return {
    score: scores[score],
    ...(reason && { reason: reasons[reason] }),
    ...(suggestion && { suggestion: suggestions[suggestion] }),
  };
}
