import type { Policy } from './policy.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Somebody whom an age does not bind, because somebody answers for it, until a day. */
export interface AgeExemption {
  readonly from: 'maximum_age' | 'minimum_age';
  readonly owner: string;
  readonly reason: string;
  readonly until: Date;
}

export interface AgeVerdict {
  /** Absent: never. */
  readonly expiresAt?: Date;
  readonly expired: boolean;
  /** Reminders are due: the end is near or passed. */
  readonly warn: boolean;
  /** When the owner may change it again; absent: now. */
  readonly changeableAt?: Date;
  readonly tooYoung: boolean;
}

/** Why a password is written. Only a free change of one's own has to wait for a minimum age. */
export type Occasion = 'change' | 'set' | 'forced_change';

/** What the age of a password means at `now`. */
export function ageVerdict(
  policy: Pick<Policy, 'maximumAgeDays' | 'warningDays' | 'minimumAgeHours'>,
  changedAt: Date,
  now: Date,
  exemptions: readonly AgeExemption[] = [],
): AgeVerdict {
  const exempt = (from: AgeExemption['from']) =>
    exemptions.some((one) => one.from === from && now.getTime() < one.until.getTime());
  const { maximumAgeDays, minimumAgeHours, warningDays } = policy;
  const days = exempt('maximum_age') ? null : maximumAgeDays;
  const hours = exempt('minimum_age') ? 0 : minimumAgeHours;

  const changeable = changedAt.getTime() + hours * HOUR;
  // Times of changes are rounded up: within their millisecond a password seems to be from the future.
  const tooYoung = hours > 0 && now.getTime() < changeable;
  const youth = { tooYoung, ...(tooYoung && { changeableAt: new Date(changeable) }) };
  if (days === null) return { expired: false, warn: false, ...youth };
  const end = changedAt.getTime() + days * DAY;
  return {
    expiresAt: new Date(end),
    expired: now.getTime() >= end,
    warn: now.getTime() >= end - warningDays * DAY,
    ...youth,
  };
}

/** Whether the minimum age stands in the way. It never binds a first set or a forced change. */
export const mustWait = ({ tooYoung }: AgeVerdict, occasion: Occasion): boolean =>
  tooYoung && occasion === 'change';
