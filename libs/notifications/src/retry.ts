/** A greylisting or restarting server is back within seconds; nobody is helped by an earlier try. */
const FIRST_WAIT_SECONDS = 5;

/** Often enough that a notice is at most an hour late once a long outage is over. */
const LONGEST_WAIT_SECONDS = 3600;

/** 10 growing waits (5 s to 2,560 s, 1.4 h) and 23 of an hour: a server may be away for a day. */
const LAST_ATTEMPT = 34;

/**
 * 7 waits, 5 s to 320 s, 10 minutes: longer than a server loses sight of its mailboxes, and short,
 * because the subject's other notices wait behind a mailbox that no longer exists.
 */
const LAST_ATTEMPT_FOR_REFUSED_RECIPIENT = 8;

/** What follows the failed try number `attempt` (1 is the first). */
export function afterFailure(
  attempt: number,
  recipientRefused: boolean,
): { readonly retryInSeconds: number } | 'dead' {
  const last = recipientRefused ? LAST_ATTEMPT_FOR_REFUSED_RECIPIENT : LAST_ATTEMPT;
  if (attempt >= last) return 'dead';
  const wait = FIRST_WAIT_SECONDS * 2 ** (attempt - 1);
  return { retryInSeconds: Math.min(wait, LONGEST_WAIT_SECONDS) };
}
