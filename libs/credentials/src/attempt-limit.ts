import type { AttemptLimit } from './ports/attempts.js';

/**
 * NIST SP 800-63B-4 §3.2.2 allows at most 100 failures in a row. The owner's class has 50 of them,
 * so that strangers can never use up the owner's share. From the 5th on waits double from 30 s to 1 h:
 * four slips are human, and fifty guesses then take two days.
 */
export const OWNER_ATTEMPTS: AttemptLimit = {
  waitsFrom: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: 3600,
  cap: 50,
};
