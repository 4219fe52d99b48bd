import type { Outcome, Secret } from '#libs/identity';

/** A hash of other software, read and affordable. Opaque to everybody but the hashing adapter. */
export interface ForeignHash {
  /** What it will be stored as, with its cost: `bcrypt:cost=10`. Tells no secret. */
  readonly scheme: string;
}

export interface SealedForeign {
  readonly envelope: string;
  readonly scheme: string;
}

export interface UnreadableForeign {
  readonly code: 'unsupported_hash' | 'hash_too_costly';
  /** Repeats nothing of the hash. */
  readonly reason: string;
}

export abstract class ForeignHashes {
  /** Bounds are checked before anything is computed: a single login must not hold a core for long. */
  abstract read(text: Secret): Outcome<ForeignHash, UnreadableForeign>;
}
