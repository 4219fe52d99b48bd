import type { CountedTry, Spent } from '#libs/identity';

/**
 * How often one network may try. All spellings of an address and all hosts of an IPv6 /64 are one
 * network (R05); nothing else of a request has a say (R03).
 */
export abstract class AddressLimits {
  /** Counts one more. */
  abstract spend(address: string | undefined, what: CountedTry): Promise<Spent>;

  /** Seconds that this network has to wait, as far as this process knows without asking; 0: none. */
  abstract knownWait(address: string | undefined, what: CountedTry): number;
}
