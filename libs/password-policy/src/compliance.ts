import type { Policy } from './policy.js';

export type Standard = 'NIST SP 800-63B-4' | 'ASVS 5.0' | 'PCI DSS 4.0.1';

interface Demand {
  readonly standard: Standard;
  /** The standard's own number; for NIST the checklist's letter where it numbers nothing. */
  readonly id: string;
  contradictedBy(policy: Policy): boolean;
}

const nist = (id: string, contradictedBy: Demand['contradictedBy']) =>
  ({ standard: 'NIST SP 800-63B-4', id, contradictedBy }) as const;
const asvs = (id: string, contradictedBy: Demand['contradictedBy']) =>
  ({ standard: 'ASVS 5.0', id, contradictedBy }) as const;
const pci = (id: string, contradictedBy: Demand['contradictedBy']) =>
  ({ standard: 'PCI DSS 4.0.1', id, contradictedBy }) as const;

/** What standards ask of a policy. ASVS 5.0 §6.2, NIST §3.1.1.2 and §3.2.2, PCI DSS §8.3. */
const DEMANDS = {
  nist_minimum_single_factor: nist(
    '3.1.1.2-1a',
    ({ minimum, secondFactorRequired }) => !secondFactorRequired && minimum < 15,
  ),
  nist_minimum: nist('3.1.1.2-1b', ({ minimum }) => minimum < 8),
  nist_maximum: nist('3.1.1.2-2', ({ maximum }) => maximum < 64),
  nist_composition: nist(
    '3.1.1.2-5',
    ({ classes, repeats, sequences }) =>
      classes.length > 0 || repeats !== null || sequences !== null,
  ),
  nist_rotation: nist('3.1.1.2-6a', ({ maximumAgeDays }) => maximumAgeDays !== null),
  nist_blocklist: nist(
    '3.1.1.2-blk-a',
    ({ breached, contextWords }) => breached === null || !contextWords,
  ),
  nist_attempts: nist('3.2.2-a', ({ attempts }) => attempts.cap > 100),
  asvs_minimum: asvs('6.2.1', ({ minimum }) => minimum < 8),
  asvs_composition: asvs('6.2.5', ({ classes }) => classes.length > 0),
  asvs_maximum: asvs('6.2.9', ({ maximum }) => maximum < 64),
  asvs_rotation: asvs('6.2.10', ({ maximumAgeDays }) => maximumAgeDays !== null),
  asvs_context_words: asvs('6.2.11', ({ contextWords }) => !contextWords),
  asvs_breached: asvs(
    '6.2.12',
    ({ breached, breachUndetermined }) => breached !== 1 || breachUndetermined === 'accept',
  ),
  pci_lock: pci('8.3.4', ({ attempts }) => !locksInTime(attempts)),
  pci_minimum: pci('8.3.6', ({ minimum }) => minimum < 12),
  pci_composition: pci('8.3.6', ({ classes }) => !lettersAndDigits(classes)),
  pci_history: pci('8.3.7', ({ history }) => history < 4),
  pci_rotation: pci(
    '8.3.9',
    ({ maximumAgeDays, secondFactorRequired }) =>
      !secondFactorRequired && (maximumAgeDays === null || maximumAgeDays > 90),
  ),
} satisfies Record<string, Demand>;

const locksInTime = ({ lock, cap }: Policy['attempts']): boolean =>
  cap <= 10 || (lock !== null && lock.at <= 10 && lock.seconds >= 1800);

const lettersAndDigits = (classes: Policy['classes']): boolean =>
  classes.includes('digit') &&
  classes.some((name) => name === 'letter' || name === 'lower' || name === 'upper');

export type DemandCode = keyof typeof DEMANDS;

export interface Deviation {
  readonly code: DemandCode;
  readonly standard: Standard;
  readonly id: string;
}

const CODES = Object.keys(DEMANDS) as readonly DemandCode[];

/** Where a policy contradicts a standard. Allowed, never silent. */
export const deviations = (policy: Policy): readonly Deviation[] =>
  CODES.filter((code) => DEMANDS[code].contradictedBy(policy)).map((code) => {
    const { standard, id } = DEMANDS[code];
    return { code, standard, id };
  });
