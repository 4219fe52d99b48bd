import { createHmac, hash } from 'node:crypto';

import type { DigestRecipe } from '../recipe.js';

/** SHA-1 and MD5 protect nothing: what they make is never stored as it is. */
export function plainDigest(password: Uint8Array, recipe: DigestRecipe): Uint8Array {
  const salt = Buffer.from(recipe.salt, 'base64');
  const { digest, place } = recipe;
  if (place === 'hmac') return createHmac(digest, salt).update(password).digest();
  const parts = place === 'before' ? [salt, password] : [password, salt];
  return hash(digest, Buffer.concat(parts), 'buffer');
}
