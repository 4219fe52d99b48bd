import type { Recipe } from './recipe.js';

/**
 * NIST SP 800-63B-4 §3.1.1.2 asks for 4 bytes; below 8 people who share a password may share a
 * salt, too, and both fall to one computation.
 */
const LEAST_SALT_BYTES = 8;

/**
 * Whether one graphics card tries some hundred thousand passwords a second against it, so that it
 * must not be stored as it is. Rounded up from published hashcat benchmarks; wrapping one too many
 * costs an import 12 ms, storing one too many costs people their passwords.
 */
export function isFast(recipe: Recipe): boolean {
  const salted = recipe.kdf === 'bcrypt' || saltBytes(recipe.salt) >= LEAST_SALT_BYTES;
  return !salted || !isSlow(recipe);
}

function isSlow(recipe: Recipe): boolean {
  switch (recipe.kdf) {
    case 'argon2':
      return recipe.memoryKiB * recipe.passes >= 4_096;
    case 'bcrypt':
      return recipe.cost >= 8;
    case 'scrypt':
    case 'firebase-scrypt':
      return recipe.n * recipe.r >= 2 ** 15;
    case 'pbkdf2':
      return (
        recipe.rounds >= (recipe.digest === 'sha256' || recipe.digest === 'sha512' ? 1e5 : 2e5)
      );
    case 'sha-crypt':
      return recipe.rounds >= 50_000;
    case 'md5-crypt':
    case 'phpass':
    case 'digest':
      return false;
  }
}

const saltBytes = (salt: string): number => Buffer.from(salt, 'base64').length;
