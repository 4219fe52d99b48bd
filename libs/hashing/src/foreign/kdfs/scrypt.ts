import { createCipheriv, scryptSync } from 'node:crypto';

import type { FirebaseRecipe, ScryptRecipe } from '../recipe.js';

/** OpenSSL counts a little more than 128·N·r. */
const SPARE_BYTES = 1024 * 1024;

const FIREBASE_KEY_BYTES = 32;
const FIREBASE_CIPHER = 'aes-256-ctr';
const ZERO_COUNTER = new Uint8Array(16);

export function scrypt(password: Uint8Array, recipe: ScryptRecipe): Uint8Array {
  return derived(password, recipe, recipe.tagBytes);
}

/** Its documentation calls r "rounds" and log2 of N "mem_cost". */
export function firebaseScrypt(password: Uint8Array, recipe: FirebaseRecipe): Uint8Array {
  const key = derived(password, recipe, FIREBASE_KEY_BYTES);
  const cipher = createCipheriv(FIREBASE_CIPHER, key, ZERO_COUNTER);
  return Buffer.concat([cipher.update(Buffer.from(recipe.signerKey, 'base64')), cipher.final()]);
}

function derived(
  password: Uint8Array,
  { n, r, p, salt }: Pick<ScryptRecipe, 'n' | 'r' | 'p' | 'salt'>,
  bytes: number,
): Buffer {
  const maxmem = 128 * r * (n + p + 2) + SPARE_BYTES;
  return scryptSync(password, Buffer.from(salt, 'base64'), bytes, { N: n, r, p, maxmem });
}
