import { hash } from 'node:crypto';

import type { PhpassRecipe } from '../recipe.js';

/** Solar Designer's portable hash: one digest, again and again with the password behind it. */
export function phpass(given: Uint8Array, recipe: PhpassRecipe): Uint8Array {
  const { digest, rounds, salt, tagBytes, before } = recipe;
  const password = before ? Buffer.from(hash('md5', given, 'hex')) : given;
  let state = hash(digest, Buffer.concat([Buffer.from(salt, 'base64'), password]), 'buffer');
  const input = Buffer.concat([state, password]);
  for (let round = 0; round < rounds; round += 1) {
    input.set(state);
    state = hash(digest, input, 'buffer');
  }
  input.fill(0);
  return state.subarray(0, tagBytes);
}
