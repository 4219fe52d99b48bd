import { policyFor } from './policy.js';
import type { Policy } from './policy.js';
import type { PolicyRules, RuleName } from './policy-rules.js';
import { DEFAULT_PRESET } from './presets.js';

/** Rules that cannot all be obeyed, or would lock people out. Each with the rules that clash. */
const CONTRADICTIONS = {
  minimum_above_maximum: {
    rules: ['minimum', 'minimumSingleFactor', 'maximum'],
    holds: ({ minimum, maximum }) => minimum > maximum,
  },
  classes_exceed_maximum: {
    rules: ['classes', 'maximum'],
    holds: ({ classes, maximum }) => classes.length > maximum,
  },
  minimum_age_reaches_maximum_age: {
    rules: ['minimumAgeHours', 'maximumAgeDays', 'maximumAgeDaysSingleFactor'],
    holds: ({ minimumAgeHours, maximumAgeDays }) =>
      maximumAgeDays !== null && minimumAgeHours >= maximumAgeDays * 24,
  },
  warned_while_too_young: {
    rules: ['warningDays', 'minimumAgeHours', 'maximumAgeDays', 'maximumAgeDaysSingleFactor'],
    holds: ({ minimumAgeHours, maximumAgeDays, warningDays }) =>
      maximumAgeDays !== null &&
      warningDays < maximumAgeDays &&
      minimumAgeHours < maximumAgeDays * 24 &&
      minimumAgeHours > (maximumAgeDays - warningDays) * 24,
  },
  warning_reaches_maximum_age: {
    rules: ['warningDays', 'maximumAgeDays', 'maximumAgeDaysSingleFactor'],
    holds: ({ warningDays, maximumAgeDays }) =>
      maximumAgeDays !== null && warningDays >= maximumAgeDays,
  },
  first_wait_exceeds_longest: {
    rules: ['attempts'],
    holds: ({ attempts }) => attempts.firstWaitSeconds > attempts.longestWaitSeconds,
  },
  waits_begin_after_stop: {
    rules: ['attempts'],
    holds: ({ attempts }) =>
      attempts.waitsFrom > attempts.cap || (attempts.lock?.at ?? 0) > attempts.cap,
  },
  score_required_but_hidden: {
    rules: ['strengthRequired', 'strengthShown'],
    holds: ({ strengthRequired, strengthShown }) => strengthRequired > 0 && !strengthShown,
  },
} satisfies Record<string, Clash>;

interface Clash {
  readonly rules: readonly RuleName[];
  holds(policy: Policy): boolean;
}

export type ContradictionCode = keyof typeof CONTRADICTIONS;

export interface Contradiction {
  readonly code: ContradictionCode;
  readonly rules: readonly RuleName[];
}

const CODES = Object.keys(CONTRADICTIONS) as readonly ContradictionCode[];

/** What contradicts itself in composed rules, for people with or without a second factor. */
export function contradictions(rules: PolicyRules): readonly Contradiction[] {
  const people = [true, false].map((second) => policyFor(DEFAULT_PRESET, rules, second));
  return CODES.filter((code) => people.some((policy) => CONTRADICTIONS[code].holds(policy))).map(
    (code) => ({ code, rules: CONTRADICTIONS[code].rules }),
  );
}
