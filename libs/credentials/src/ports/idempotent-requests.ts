import type { SubjectId, TenantId } from '#libs/identity';

/** Whose request it is. */
export interface Requester {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
}

/** What a repeatable request is found by, and what tells its body from another one. Both MACs. */
export interface RequestMark {
  readonly lookup: string;
  readonly fingerprint: string;
}

/** The right to carry a request out, until its lease ends or another request takes it over. */
export interface Claim extends Requester {
  readonly lookup: string;
  /** Numbers the leases of one request. */
  readonly attempt: number;
}

/** An answer as it is kept: in the words of a use case, which each interface says in its own. */
export interface KeptAnswer {
  readonly text: string;
  /** When it was given, by the database's clock: of a change, its commit. */
  readonly at: Date;
}

/** A request with that key was there before; `answer` once it is done. */
export interface EarlierRequest extends RequestMark {
  readonly kind: 'earlier';
  readonly attempt: number;
  readonly leased: boolean;
  readonly answer?: KeptAnswer;
}

/** Requests with an `Idempotency-Key`. */
export abstract class IdempotentRequests {
  /** How long an outcome is kept: a client that was away for a day still finds its own. */
  static readonly HOURS = 24;

  /**
   * Claims a request that was never seen under any of these marks, by the first of them, for
   * `leaseSeconds`. Of simultaneous claims one succeeds.
   */
  abstract claim(
    who: Requester,
    marks: readonly [RequestMark, ...RequestMark[]],
    leaseSeconds: number,
  ): Promise<(Claim & { readonly kind: 'claimed' }) | EarlierRequest>;

  /** Leases the request anew if `claim` is still its latest. Undefined: somebody was quicker. */
  abstract takeOver(claim: Claim, leaseSeconds: number): Promise<Claim | undefined>;

  /**
   * Keeps the answer of a request that changed nothing; a change keeps its own in its transaction.
   * Answers what is kept already, where whoever took the request over was quicker.
   */
  abstract keep(claim: Claim, text: string): Promise<KeptAnswer | undefined>;

  /**
   * Forgets the request, so that its key may be used again at once. While the database is away it is
   * tried again until the lease ends. Never rejects.
   */
  abstract release(claim: Claim): Promise<void>;

  /** Deletes at most 1,000 requests older than 24 hours, of any tenant, and answers how many. */
  abstract forget(): Promise<number>;
}
