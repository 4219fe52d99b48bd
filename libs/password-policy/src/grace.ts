import type { Policy } from './policy.js';

const DAY = 86_400_000;

export interface GraceVerdict {
  /** Absent: nobody is ever forced. */
  readonly endsAt?: Date;
  /** The time to choose another password at leisure is over. */
  readonly over: boolean;
}

/**
 * How long a password is borne that no longer meets its policy. Counted from when that was first
 * seen, because that is when its owner could first be told.
 */
export function graceVerdict(
  { graceDays }: Pick<Policy, 'graceDays'>,
  seenAt: Date,
  now: Date,
): GraceVerdict {
  if (graceDays === null) return { over: false };
  const end = seenAt.getTime() + graceDays * DAY;
  return { endsAt: new Date(end), over: now.getTime() >= end };
}
