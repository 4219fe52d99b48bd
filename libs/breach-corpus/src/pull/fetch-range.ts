import { setTimeout as pause } from 'node:timers/promises';

import type { Egress, EgressAnswer } from '#libs/platform';
import { randomBytes } from '#libs/platform';

import { decodedRange, MOST_BYTES } from '../range/range-body.js';

export interface FetchedRange {
  /** Undefined: it is as it was. */
  readonly text: string | undefined;
  readonly etag: string | undefined;
}

export interface RangeOrigin {
  readonly baseUrl: string;
  readonly egress: Pick<Egress, 'get'>;
  readonly tries?: number;
  readonly backOffMs?: number;
}

/** 0.5, 1, 2, 4 and 8 s, each up to double: six tries bridge half a minute of outage. */
const TRIES = 6;
const BACK_OFF_MS = 500;
const TIMEOUT_MS = 30_000;

/** One range, unless it is still the one with this tag. @throws when every try has failed. */
export async function fetchRange(
  range: string,
  etag: string | undefined,
  { baseUrl, egress, tries = TRIES, backOffMs = BACK_OFF_MS }: RangeOrigin,
): Promise<FetchedRange> {
  let wrong = '';
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (attempt > 0)
      await pause(backOffMs * 2 ** (attempt - 1) * (1 + randomBytes(1).readUInt8() / 256));
    try {
      const headers = { 'accept-encoding': 'gzip, br', 'user-agent': 'Latchkey' };
      const known = etag === undefined ? headers : { ...headers, 'if-none-match': etag };
      const limits = { timeoutMs: TIMEOUT_MS, maximumBytes: MOST_BYTES };
      const answer = await egress.get(`${baseUrl}${range}`, known, limits);
      const fetched = understood(answer, etag);
      if (typeof fetched !== 'string') return fetched;
      wrong = fetched;
      await pause(retryAfterMs(answer));
    } catch (error) {
      wrong = error instanceof Error ? error.message : 'failed';
    }
  }
  throw new Error(`range ${range}: ${wrong} (tried ${tries} times)`);
}

/** The range, or what is wrong with the answer. */
function understood(answer: EgressAnswer, etag: string | undefined): FetchedRange | string {
  if (answer.status === 304 && etag !== undefined) return { text: undefined, etag };
  if (answer.status !== 200) return `answered ${answer.status}`;
  const text = decodedRange(answer);
  return text === undefined ? 'answered something that is no range' : { text, etag: tagOf(answer) };
}

const tagOf = ({ headers: { etag } }: EgressAnswer): string | undefined =>
  etag !== undefined && !/[\r\n]/u.test(etag) ? etag : undefined;

/** At most a minute, whatever is asked for: the next pull goes on where this one ends. */
const retryAfterMs = ({ status, headers }: EgressAnswer): number =>
  status === 429 || status === 503 ? Math.min(Number(headers['retry-after']) || 0, 60) * 1_000 : 0;
