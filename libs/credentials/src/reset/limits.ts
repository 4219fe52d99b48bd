import type { InitiationLimits } from '../ports/reset-dispatches.js';
import type { GuessLimits } from '../ports/reset-requests.js';

/** A slip or two per code; over all codes of a person and day a chance of 15 in 100 million. */
export const GUESSES: GuessLimits = { perCode: 5, perDay: 15 };

/** Three within an hour are impatience; more than ten a day somebody else's, who fills an inbox. */
export const INITIATIONS: InitiationLimits = { perHour: 3, perDay: 10 };

/** NIST SP 800-63B-4 §3.1.3.2: an out-of-band code is good for at most 10 minutes. */
export const CODE_MINUTES = 10;

/** ASVS 5.0 6.4.1 asks for a short life; mail may be late by hours, and 256 bits are not guessed. */
export const LINK_MINUTES = 24 * 60;

/** For choosing and typing a new password, a few refusals included. */
export const EXCHANGE_MINUTES = 15;

/** New passwords judged per request: each tells whether a text was the password once. */
export const NEW_PASSWORDS = 10;

/** Further ones are dropped: they would only fill somebody's inbox. */
export const MOST_LIVE = 3;
