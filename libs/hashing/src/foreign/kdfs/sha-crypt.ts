import { hash } from 'node:crypto';

import { DIGEST_BYTES } from '../recipe.js';
import type { ShaCryptRecipe } from '../recipe.js';
import { bitsOf } from './bits.js';

/** Ulrich Drepper, "Unix crypt using SHA-256 and SHA-512"; the letters are his steps'. */
export function shaCrypt(password: Uint8Array, recipe: ShaCryptRecipe): Uint8Array {
  const { digest, rounds } = recipe;
  const size = DIGEST_BYTES[digest];
  const salt = Buffer.from(recipe.salt, 'base64');
  const sha = (...parts: readonly Uint8Array[]): Buffer =>
    hash(digest, Buffer.concat(parts), 'buffer');

  const b = sha(password, salt, password);
  const filler = Buffer.alloc(password.length, b);
  let a = sha(
    password,
    salt,
    filler,
    ...bitsOf(password.length).map((set) => (set ? b : password)),
  );

  const dp = hash(digest, repeated(password, password.length), 'buffer');
  const p = Buffer.alloc(password.length, dp);
  const ds = hash(digest, repeated(salt, 16 + (a[0] ?? 0)), 'buffer');
  const s = Buffer.from(Buffer.alloc(salt.length, ds));

  const rest = [0, 1, 2, 3].map((kind) => {
    const parts = [...(kind & 1 ? [s] : []), ...(kind & 2 ? [p] : [])];
    return Buffer.concat(parts);
  });
  // Written into two buffers that stay: a million small allocations would be half the time.
  const even = Buffer.alloc(size + salt.length + 2 * p.length);
  for (let round = 0; round < rounds; round += 1) {
    const middle = rest[(round % 3 ? 1 : 0) + (round % 7 ? 2 : 0)] ?? p;
    const [first, last] = round % 2 ? [p, a] : [a, p];
    even.set(first, 0);
    even.set(middle, first.length);
    even.set(last, first.length + middle.length);
    a = hash(digest, even.subarray(0, first.length + middle.length + last.length), 'buffer');
  }
  return a;
}

const repeated = (part: Uint8Array, times: number): Buffer =>
  Buffer.alloc(part.length * times, part);
