export abstract class AddressLimits {
  /** What one network may try that has proven nothing: NATs hold hundreds of honest people. */
  static readonly TRIES_PER_MINUTE = 300;

  abstract readonly perMinute: number;

  /**
   * Counts one request that tries a secret, sends a message or looks somebody up, and answers how many
   * seconds its network has to wait; 0: it may go on. All spellings of an address and all hosts of an
   * IPv6 /64 are one network.
   */
  abstract spend(address: string | undefined): Promise<number>;
}
