import { timingSafeEqual } from 'node:crypto';

import type { Argon2Engine } from '../engines/argon2-engine.js';
import { compute } from './compute.js';
import type { StoredForeign } from './stored-foreign.js';

/** Whether the imported hash is of these bytes. Blocks, as everything that a hashing thread does. */
export function foreignMatches(
  engine: Argon2Engine,
  bytes: Uint8Array,
  { recipe, proof }: StoredForeign,
): boolean {
  const tag = compute(bytes, recipe);
  // What cannot be compared costs the same (R02).
  const compared = tag ?? new Uint8Array(16);
  if ('wrapped' in proof) return engine.verify(compared, proof.wrapped) && tag !== undefined;
  const stored = Buffer.from(proof.tag, 'base64');
  return tag !== undefined && tag.length === stored.length && timingSafeEqual(tag, stored);
}
