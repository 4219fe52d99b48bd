import type { AttemptRule, PolicyRules, SomeRules } from './policy-rules.js';
import { MAXIMUM_CODE_POINTS } from './policy-rules.js';

/** The rules a tenant starts from. */
export const PRESET_NAMES = ['nist-800-63b-4', 'pci-dss-4', 'legacy'] as const;
export type Preset = (typeof PRESET_NAMES)[number];

export const DEFAULT_PRESET: Preset = 'nist-800-63b-4';

/**
 * NIST SP 800-63B-4 §3.2.2: at most 100 failures in a row. From the 5th on waits double from 30 s to
 * 1 h: four slips are human, and fifty guesses then take two days.
 */
const NIST_ATTEMPTS: AttemptRule = {
  waitsFrom: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: 3600,
  cap: 100,
  lock: null,
};

/** PCI DSS 4.0.1 8.3.4: locked after not more than 10, for at least 30 minutes. */
const PCI_ATTEMPTS: AttemptRule = { ...NIST_ATTEMPTS, lock: { at: 10, seconds: 1800 } };

/** SP 800-63B-4 §3.1.1.2 (1): 15 where the password is the only factor, 8 where a second is enforced. */
const NIST: PolicyRules = {
  minimum: 8,
  minimumSingleFactor: 15,
  maximum: MAXIMUM_CODE_POINTS,
  classes: [],
  repeats: null,
  sequences: null,
  contextWords: true,
  sameAsCurrent: true,
  similarity: true,
  breached: 1,
  breachUndetermined: 'refuse',
  breachRangeServer: false,
  history: 0,
  maximumAgeDays: null,
  maximumAgeDaysSingleFactor: null,
  warningDays: 14,
  minimumAgeHours: 0,
  historyDays: null,
  graceDays: null,
  attempts: NIST_ATTEMPTS,
  strengthShown: true,
  strengthRequired: 0,
};

export const PRESETS: { readonly [Name in Preset]: PolicyRules } = {
  'nist-800-63b-4': NIST,
  /** 8.3.6: 12 with letters and digits; 8.3.7: the last 4; 8.3.9: 90 days where single factor. */
  'pci-dss-4': {
    ...NIST,
    minimum: 12,
    minimumSingleFactor: 12,
    classes: ['letter', 'digit'],
    history: 4,
    maximumAgeDaysSingleFactor: 90,
    attempts: PCI_ATTEMPTS,
  },
  /** What most systems of the last decade asked for. */
  legacy: {
    ...NIST,
    minimumSingleFactor: 8,
    classes: ['lower', 'upper', 'digit', 'symbol'],
    repeats: 3,
    sequences: 4,
    history: 24,
    maximumAgeDays: 90,
  },
};

/** Under no preset and no tenant is less asked than this. */
export const PLATFORM_FLOOR: SomeRules = {
  minimum: 8,
  maximum: MAXIMUM_CODE_POINTS,
  sameAsCurrent: true,
  attempts: { ...NIST_ATTEMPTS, waitsFrom: 10, longestWaitSeconds: 60 },
};

/** What a preset does not let its tenant lower, because its name would then be untrue. */
export const PRESET_FLOORS: { readonly [Name in Preset]: SomeRules } = {
  'nist-800-63b-4': { minimum: NIST.minimum, minimumSingleFactor: NIST.minimumSingleFactor },
  'pci-dss-4': {},
  legacy: {},
};
