import type { CharacterClass, Score } from './violation.js';

/**
 * When failed attempts make somebody wait, and when they stop. Counted over all classes of
 * evidence: `attemptLimit` says what of it falls to each.
 */
export interface AttemptRule {
  /** From this many failures in a row each further one starts a wait. */
  readonly waitsFrom: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** At this many failures the password stops until it is rebound. */
  readonly cap: number;
  /** PCI DSS 4.0.1 8.3.4: at `at` failures a pause of at least `seconds`. */
  readonly lock: { readonly at: number; readonly seconds: number } | null;
}

/** `refuse`: not without an answer. `accept`: and look again when the password is next seen. */
export const BREACH_UNDETERMINED = ['refuse', 'accept'] as const;
export type BreachUndetermined = (typeof BREACH_UNDETERMINED)[number];

/** Every rule that a tenant or a group may turn. Plain JSON; null, false, 0 and [] are "off". */
export interface PolicyRules {
  /** Code points after NFC, for everybody. */
  readonly minimum: number;
  /** Code points after NFC where the password may be the only factor; never below `minimum`. */
  readonly minimumSingleFactor: number;
  readonly maximum: number;
  /** One character of each at least. */
  readonly classes: readonly CharacterClass[];
  /** How often one character may follow itself: 3 allows `aaa`. */
  readonly repeats: number | null;
  /** How long a run on keyboard, alphabet or digits may be: 4 allows `1234`. */
  readonly sequences: number | null;
  readonly contextWords: boolean;
  readonly sameAsCurrent: boolean;
  readonly similarity: boolean;
  /** Refused when found in breaches at least so often. */
  readonly breached: number | null;
  /** What follows where nobody knows whether it is breached. The built-in list is always asked. */
  readonly breachUndetermined: BreachUndetermined;
  /** Whether the operator's range server may be asked, which learns five digits of a hash. */
  readonly breachRangeServer: boolean;
  /** Remembered passwords that may not come back. */
  readonly history: number;
  /** For everybody. */
  readonly maximumAgeDays: number | null;
  /** Where the password may be the only factor. */
  readonly maximumAgeDaysSingleFactor: number | null;
  /** Reminders begin so long before the end. */
  readonly warningDays: number;
  /** How long a password is kept before its owner may change it again. */
  readonly minimumAgeHours: number;
  /** How long a remembered password counts after it was replaced; null: for good. */
  readonly historyDays: number | null;
  /** From being told until being forced, where a policy grew stricter; null: nobody is forced. */
  readonly graceDays: number | null;
  readonly attempts: AttemptRule;
  readonly strengthShown: boolean;
  /** The least score; 0 asks for none. */
  readonly strengthRequired: Score;
}

export type RuleName = keyof PolicyRules;

/** Some rules; what is absent is left to others. */
export type SomeRules = { readonly [Rule in RuleName]?: PolicyRules[Rule] };

/** Everywhere: longer input is refused, never truncated (R01), and bounds the cost of a request. */
export const MAXIMUM_CODE_POINTS = 128;
export const MAXIMUM_BYTES = 1024;

/** Every rule off. The table also says which rules there are, in the order people read them. */
export const NOTHING_ASKED: PolicyRules = {
  minimum: 0,
  minimumSingleFactor: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  classes: [],
  repeats: null,
  sequences: null,
  contextWords: false,
  sameAsCurrent: false,
  similarity: false,
  breached: null,
  breachUndetermined: 'accept',
  breachRangeServer: false,
  history: 0,
  maximumAgeDays: null,
  maximumAgeDaysSingleFactor: null,
  warningDays: 0,
  minimumAgeHours: 0,
  historyDays: null,
  graceDays: null,
  attempts: {
    waitsFrom: 100,
    firstWaitSeconds: 0,
    longestWaitSeconds: 0,
    cap: 100,
    lock: null,
  },
  strengthShown: false,
  strengthRequired: 0,
};

export const RULE_NAMES = Object.keys(NOTHING_ASKED) as readonly RuleName[];
