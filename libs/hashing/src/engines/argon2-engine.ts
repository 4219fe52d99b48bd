import type { Argon2Parameters } from '../cost.js';

/**
 * One implementation of Argon2id, version 19, 32-byte tag. Two of them are held against each other
 * in the tests, so that none can drift from the standard unseen.
 */
export interface Argon2Engine {
  /** Answers a canonical PHC string. */
  hash(bytes: Uint8Array, salt: Uint8Array, cost: Argon2Parameters): string;
  /** By the parameters that `phc` itself names. @throws if `phc` is not canonical. */
  verify(bytes: Uint8Array, phc: string): boolean;
}
