/** How often something may be done within which time. */
export interface Quota {
  /** As answers name it (RateLimit header fields for HTTP). */
  readonly name: string;
  readonly requests: number;
  readonly seconds: number;
}

/** What is left of a quota after one more request. */
export interface Spent {
  readonly quota: Quota;
  /** Seconds until another one is allowed; 0: this one was. */
  readonly waitSeconds: number;
  readonly remaining: number;
  /** Until the count begins anew. */
  readonly resetSeconds: number;
}

/** The same of a count: how many there were, this one included, and how long it goes on. */
export function spentOf(quota: Quota, counted: number, secondsLeft: number): Spent {
  const resetSeconds = Math.min(quota.seconds, Math.max(1, Math.ceil(secondsLeft)));
  return {
    quota,
    waitSeconds: counted > quota.requests ? resetSeconds : 0,
    remaining: Math.max(0, quota.requests - counted),
    resetSeconds,
  };
}

/** What nobody may do more often, whoever they are. docs/limits.md tells them, and a test compares. */
export const QUOTAS = {
  /**
   * What one network may try that has proven nothing, and how often it may be wrong: NATs hold hundreds
   * of honest people.
   */
  address: { name: 'address', requests: 300, seconds: 60 },
  /** Successful changes of one person: nobody needs that many, and each costs two slow hashes. */
  change: { name: 'change', requests: 20, seconds: 60 },
  /** Passwords that one person tries out: who types pauses, and one a second is more than a page asks. */
  evaluate: { name: 'evaluate', requests: 60, seconds: 60 },
} as const satisfies Readonly<Record<string, Quota>>;

/**
 * Tries of people who have proven nothing, and wrong passwords of people with a session: counted apart,
 * so that nobody without a session shuts out those who have one.
 */
export type CountedTry = 'try' | 'failure';

/** What is counted on: the network alone for tries. */
export const countedOn = (network: string, what: CountedTry): string =>
  what === 'try' ? network : `failures of ${network}`;
