/** What an operator watches. The last two count up from the start of the process. */
export interface QueueStats {
  readonly queued: number;
  readonly inFlight: number;
  /** Who has lent a turn while they wait for something else than a hash. */
  readonly away: number;
  readonly refused: number;
  readonly completed: number;
}

/** The requests of one subject. */
export interface Line {
  readonly key: string;
  /** Let through to the common queue, or in flight. */
  passed: number;
  /** Held back until one of those is over, in order of arrival. */
  readonly held: Set<Ticket>;
}

export interface Ticket {
  readonly line: Line;
  admit(): void;
}

/** How a request came to its turn. */
export interface Turn {
  /** Whether it queued behind others of its own subject. */
  readonly waitedForSubject: boolean;
}

export interface Admission extends Turn {
  /** Lends the turn while `elsewhere` runs; afterwards there is one again, before any newcomer. */
  whileAway<Result>(elsewhere: () => Promise<Result>): Promise<Result>;
}
