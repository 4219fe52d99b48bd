import { pbkdf2Sync } from 'node:crypto';

import { argon2 } from './kdfs/argon2.js';
import { bcrypt } from './kdfs/bcrypt.js';
import { plainDigest } from './kdfs/digest.js';
import { md5Crypt } from './kdfs/md5-crypt.js';
import { phpass } from './kdfs/phpass.js';
import { firebaseScrypt, scrypt } from './kdfs/scrypt.js';
import { shaCrypt } from './kdfs/sha-crypt.js';
import type { Recipe } from './recipe.js';

/** What the recipe makes of a password; undefined: nothing could be compared with it. Blocks. */
export function compute(password: Uint8Array, recipe: Recipe): Uint8Array | undefined {
  switch (recipe.kdf) {
    case 'argon2':
      return argon2(password, recipe);
    case 'bcrypt':
      return bcrypt(password, recipe);
    case 'scrypt':
      return scrypt(password, recipe);
    case 'firebase-scrypt':
      return firebaseScrypt(password, recipe);
    case 'pbkdf2': {
      const { salt, rounds, tagBytes, digest } = recipe;
      return pbkdf2Sync(password, Buffer.from(salt, 'base64'), rounds, tagBytes, digest);
    }
    case 'sha-crypt':
      return shaCrypt(password, recipe);
    case 'md5-crypt':
      return md5Crypt(password, recipe);
    case 'phpass':
      return phpass(password, recipe);
    case 'digest':
      return plainDigest(password, recipe);
  }
}
