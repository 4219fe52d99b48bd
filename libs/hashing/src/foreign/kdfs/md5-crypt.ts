import { hash } from 'node:crypto';

import type { Md5CryptRecipe } from '../recipe.js';
import { bitsOf } from './bits.js';

const ROUNDS = 1000;

/** Poul-Henning Kamp's md5crypt, and Apache's, which differs in its magic alone. */
export function md5Crypt(password: Uint8Array, recipe: Md5CryptRecipe): Uint8Array {
  const salt = Buffer.from(recipe.salt, 'base64');
  const md5 = (...parts: readonly Uint8Array[]): Buffer =>
    hash('md5', Buffer.concat(parts), 'buffer');
  const mixed = md5(password, salt, password);
  const filler = Buffer.alloc(password.length, mixed);
  const bits = bitsOf(password.length).map((set) =>
    set ? Buffer.alloc(1) : Buffer.from(password.subarray(0, 1)),
  );
  let state = md5(password, Buffer.from(recipe.magic), salt, filler, ...bits);
  for (let round = 0; round < ROUNDS; round += 1) {
    state = md5(
      round % 2 ? password : state,
      ...(round % 3 ? [salt] : []),
      ...(round % 7 ? [password] : []),
      round % 2 ? state : password,
    );
  }
  return state;
}
