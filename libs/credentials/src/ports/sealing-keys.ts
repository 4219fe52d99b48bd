import type { EnvelopeBinding } from './password-hashing.js';
import type { SealedKind } from './sealed-rows.js';

/** The ring, as whoever changes its keys sees it. */
export abstract class SealingKeys {
  /** The id of the key that seals. */
  abstract readonly writer: string;
  abstract holds(keyId: string): boolean;
  /**
   * The same text under the key that seals, or `damaged`: the envelope was altered, or belongs to
   * another row. What is answered has been opened again.
   */
  abstract reseal(
    kind: SealedKind,
    envelope: string,
    binding: EnvelopeBinding,
  ): { readonly envelope: string } | 'damaged';
}
