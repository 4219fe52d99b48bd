import type { RuleName } from './policy-rules.js';
import { BREACH_UNDETERMINED, MAXIMUM_CODE_POINTS } from './policy-rules.js';
import { CHARACTER_CLASSES } from './violation.js';

/** The whole numbers that a rule takes, and whether it can be off. */
export interface RuleRange {
  readonly from: number;
  readonly to: number;
  readonly off?: null;
}

/** Ten years: an age beyond it is a typing mistake. */
const DAYS = 3650;

const off = null;

/** The numbers that rules take, for editors, too. */
export const RULE_RANGES = {
  minimum: { from: 8, to: MAXIMUM_CODE_POINTS },
  minimumSingleFactor: { from: 8, to: MAXIMUM_CODE_POINTS },
  maximum: { from: 8, to: MAXIMUM_CODE_POINTS },
  repeats: { from: 1, to: MAXIMUM_CODE_POINTS, off },
  sequences: { from: 2, to: MAXIMUM_CODE_POINTS, off },
  breached: { from: 1, to: 1_000_000_000, off },
  history: { from: 0, to: 24 },
  maximumAgeDays: { from: 1, to: DAYS, off },
  maximumAgeDaysSingleFactor: { from: 1, to: DAYS, off },
  warningDays: { from: 0, to: DAYS },
  minimumAgeHours: { from: 0, to: DAYS * 24 },
  historyDays: { from: 1, to: DAYS, off },
  graceDays: { from: 0, to: DAYS, off },
  strengthRequired: { from: 0, to: 4 },
} as const satisfies { readonly [Rule in RuleName]?: RuleRange };

/** With fewer failures one class would have no attempt at all: the owner has half of them. */
const LEAST_SHARED = 4;

const ATTEMPTS = {
  waitsFrom: { from: 1, to: 100 },
  firstWaitSeconds: { from: 0, to: 86_400 },
  longestWaitSeconds: { from: 0, to: 86_400 },
  cap: { from: LEAST_SHARED, to: 100 },
} as const;

const LOCK = { at: { from: LEAST_SHARED, to: 100 }, seconds: { from: 1, to: 86_400 } } as const;

const FLAGS: readonly RuleName[] = [
  'contextWords',
  'sameAsCurrent',
  'similarity',
  'breachRangeServer',
  'strengthShown',
];

/** Why a value cannot be a rule's; undefined: it can. Total: nothing that JSON can hold surprises it. */
export function problemOf(rule: RuleName, value: unknown): string | undefined {
  if (FLAGS.includes(rule)) return typeof value === 'boolean' ? undefined : 'must be true or false';
  if (rule === 'classes') return classesProblem(value);
  if (rule === 'attempts') return attemptsProblem(value);
  if (rule === 'breachUndetermined') return wordProblem(value, BREACH_UNDETERMINED);
  return numberProblem(value, RULE_RANGES[rule as keyof typeof RULE_RANGES]);
}

function numberProblem(value: unknown, range: RuleRange): string | undefined {
  if (range.off === null && value === null) return undefined;
  const fits = Number.isInteger(value) && Number(value) >= range.from && Number(value) <= range.to;
  const orOff = range.off === null ? ', or null for off' : '';
  return fits ? undefined : `must be a whole number from ${range.from} to ${range.to}${orOff}`;
}

const wordProblem = (value: unknown, words: readonly string[]): string | undefined =>
  words.some((word) => word === value) ? undefined : `must be one of ${words.join(', ')}`;

function classesProblem(value: unknown): string | undefined {
  const known = (name: unknown) => CHARACTER_CLASSES.some((one) => one === name);
  if (Array.isArray(value) && value.every(known) && new Set(value).size === value.length) {
    return undefined;
  }
  return `must be a list of ${CHARACTER_CLASSES.join(', ')}, each at most once`;
}

function attemptsProblem(value: unknown): string | undefined {
  if (!isRecord(value) || !hasJust(value, [...Object.keys(ATTEMPTS), 'lock'])) {
    return `must have ${Object.keys(ATTEMPTS).join(', ')} and lock`;
  }
  const { lock } = value;
  const problem = fieldsProblem(value, ATTEMPTS);
  if (problem !== undefined || lock === null) return problem;
  if (!isRecord(lock) || !hasJust(lock, Object.keys(LOCK))) return 'lock must have at and seconds';
  return fieldsProblem(lock, LOCK);
}

function fieldsProblem(
  value: Readonly<Record<string, unknown>>,
  ranges: Readonly<Record<string, RuleRange>>,
): string | undefined {
  return Object.entries(ranges)
    .map(([name, range]) => [name, numberProblem(value[name], range)])
    .filter(([, problem]) => problem !== undefined)
    .map(([name, problem]) => `${name} ${problem}`)[0];
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasJust = (value: object, names: readonly string[]): boolean =>
  Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
