/** How a request came to its turn. */
export interface Turn {
  /** Whether it queued behind others of its own subject. */
  readonly waitedForSubject: boolean;
}

export interface Admission extends Turn {
  /** Lends the turn while `elsewhere` runs; afterwards there is one again, before any newcomer. */
  whileAway<Result>(elsewhere: () => Promise<Result>): Promise<Result>;
}
