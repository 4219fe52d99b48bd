import type { AttemptRule, BreachUndetermined, PolicyRules } from './policy-rules.js';
import { MAXIMUM_BYTES } from './policy-rules.js';
import type { Preset } from './presets.js';
import { PRESETS } from './presets.js';
import type { CharacterClass, Score } from './violation.js';

/** What one person's password is judged by: every rule decided, nothing left to look up. */
export interface Policy {
  readonly preset: Preset;
  /** Whether a second factor is enforced for the person; unknown is no (NIST-3.1.1.2-1c). */
  readonly secondFactorRequired: boolean;
  /** Code points after NFC. */
  readonly minimum: number;
  /** Code points after NFC. */
  readonly maximum: number;
  /** UTF-8 bytes after NFC. */
  readonly maximumBytes: number;
  readonly classes: readonly CharacterClass[];
  readonly repeats: number | null;
  readonly sequences: number | null;
  readonly contextWords: boolean;
  readonly sameAsCurrent: boolean;
  readonly similarity: boolean;
  readonly breached: number | null;
  readonly breachUndetermined: BreachUndetermined;
  readonly breachRangeServer: boolean;
  readonly history: number;
  readonly maximumAgeDays: number | null;
  readonly warningDays: number;
  readonly minimumAgeHours: number;
  readonly historyDays: number | null;
  readonly graceDays: number | null;
  readonly attempts: AttemptRule;
  readonly strengthShown: boolean;
  readonly strengthRequired: Score;
}

/** A tenant's rules for one person. A second factor that nobody could tell of is none: 15 applies. */
export function policyFor(
  preset: Preset,
  rules: PolicyRules,
  secondFactorRequired: boolean | undefined,
): Policy {
  const { minimumSingleFactor, maximumAgeDaysSingleFactor, ...everybody } = rules;
  const alone = secondFactorRequired !== true;
  const ages = [rules.maximumAgeDays, alone ? maximumAgeDaysSingleFactor : null];
  const limits = ages.filter((days) => days !== null);
  return {
    ...everybody,
    preset,
    secondFactorRequired: !alone,
    minimum: alone ? Math.max(rules.minimum, minimumSingleFactor) : rules.minimum,
    maximumBytes: MAXIMUM_BYTES,
    classes: withoutImplied(rules.classes),
    maximumAgeDays: limits.length > 0 ? Math.min(...limits) : null,
  };
}

/** A lower-case letter is a letter: nobody is told the same thing twice. */
const withoutImplied = (classes: readonly CharacterClass[]): readonly CharacterClass[] =>
  classes.includes('lower') || classes.includes('upper')
    ? classes.filter((name) => name !== 'letter')
    : classes;

/** A preset as it stands, for one person. */
export const effectivePolicy = (
  preset: Preset,
  secondFactorRequired: boolean | undefined,
): Policy => policyFor(preset, PRESETS[preset], secondFactorRequired);
