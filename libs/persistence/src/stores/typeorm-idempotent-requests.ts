import { setTimeout as delay } from 'node:timers/promises';

import type { Claim, EarlierRequest, KeptAnswer, RequestMark, Requester } from '#libs/credentials';
import { IdempotentRequests } from '#libs/credentials';
import { Unavailable } from '#libs/platform';

import type { Database } from '../database.js';
import {
  CLAIM_REQUEST,
  FORGET_REQUESTS,
  KEEP_ANSWER,
  KEPT_ANSWER,
  RELEASE_REQUEST,
  TAKE_REQUEST_OVER,
} from './idempotency-statements.js';

interface ClaimRow {
  readonly claimed: boolean;
  readonly lookup: string;
  readonly fingerprint: string;
  readonly attempts: number;
  readonly leased: boolean;
  readonly outcome: string | null;
  readonly answered_at: Date | null;
}

interface AnswerRow {
  readonly outcome: string;
  readonly answered_at: Date;
}

/** A claim that is seen to be there but not yet what it says is there at the second look. */
const LOOKS = 5;

/** Tries to release while the database is away: 40 times within about 10 s, a lease's length. */
const RELEASES = 40;
const RELEASE_PAUSE_MS = 250;

export class TypeormIdempotentRequests extends IdempotentRequests {
  constructor(private readonly database: Database) {
    super();
  }

  override async claim(
    { tenant, subject }: Requester,
    marks: readonly [RequestMark, ...RequestMark[]],
    leaseSeconds: number,
  ): Promise<(Claim & { readonly kind: 'claimed' }) | EarlierRequest> {
    const [{ lookup, fingerprint }] = marks;
    const lookups = marks.map((mark) => mark.lookup);
    const values = [tenant, subject, lookups, lookup, fingerprint, leaseSeconds];
    for (let look = 0; look < LOOKS; look += 1) {
      const [row] = await this.database.query<ClaimRow>(CLAIM_REQUEST, values);
      if (row?.claimed) return { kind: 'claimed', tenant, subject, lookup, attempt: row.attempts };
      if (row) return earlier(row);
    }
    throw new Unavailable('idempotency key', 1);
  }

  override async takeOver(claim: Claim, leaseSeconds: number): Promise<Claim | undefined> {
    const { tenant, subject, lookup, attempt } = claim;
    const values = [tenant, subject, lookup, attempt, leaseSeconds];
    const [row] = await this.database.query<{ attempts: number }>(TAKE_REQUEST_OVER, values);
    return row && { tenant, subject, lookup, attempt: row.attempts };
  }

  override async keep(
    { tenant, subject, lookup }: Claim,
    text: string,
  ): Promise<KeptAnswer | undefined> {
    const key = [tenant, subject, lookup];
    const kept = await this.database.query(KEEP_ANSWER, [...key, text]);
    if (kept.length > 0) return undefined;
    const [row] = await this.database.query<AnswerRow>(KEPT_ANSWER, key);
    return row && { text: row.outcome, at: row.answered_at };
  }

  override async release({ tenant, subject, lookup, attempt }: Claim): Promise<void> {
    for (let round = 0; round < RELEASES; round += 1) {
      try {
        await this.database.query(RELEASE_REQUEST, [tenant, subject, lookup, attempt]);
        return;
      } catch (error) {
        // Whatever it is, the end of the lease does the same.
        if (!(error instanceof Unavailable)) return;
      }
      await delay(RELEASE_PAUSE_MS, undefined, { ref: false });
    }
  }

  override async forget(): Promise<number> {
    return (await this.database.query(FORGET_REQUESTS, [])).length;
  }
}

function earlier(row: ClaimRow): EarlierRequest {
  const { lookup, fingerprint, attempts, leased, outcome: text, answered_at: at } = row;
  const request = { kind: 'earlier', lookup, fingerprint, attempt: attempts, leased } as const;
  return text === null || at === null ? request : { ...request, answer: { text, at } };
}
