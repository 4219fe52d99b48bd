import { DIGEST_BYTES } from './recipe.js';
import type { Recipe } from './recipe.js';

/** One number that a recipe asks for, and the most that is granted. */
interface Demand {
  readonly what: string;
  readonly asked: number;
  readonly most: number;
}

/**
 * What tools write by default fits (sha512-crypt 656,000 rounds, PBKDF2 1,000,000, scrypt 2^16,
 * argon2 102,400 KiB with 8 lanes); beyond these a single login would hold a core for seconds.
 */
export const MOST = {
  /** Passlib's default is 656,000 for sha512-crypt. */
  shaCryptRounds: 700_000,
  /** Django 6.0's default is 1,200,000. Each further block of output costs the rounds again. */
  pbkdf2Rounds: 2_000_000,
  /** 2^14: 14 asks for 16 times what PHP's and Laravel's defaults ask for. */
  bcryptCost: 14,
  /** N·r·p; 2^16·8 is passlib's default. */
  scryptWork: 2 ** 20,
  /** m·t in KiB; a GiB once, or PHP's 64 MiB four times and more. */
  argon2Work: 1_048_576,
  lanes: 64,
  /** Passlib's default for phpass. */
  phpassRounds: 2 ** 19,
  /** 512 KiB of a password's digest would be an attack of its own. */
  tagBytes: 256,
} as const;

/** KiB that one computation fills, as far as that is worth counting. */
export function memoryOf(recipe: Recipe): number {
  switch (recipe.kdf) {
    case 'argon2':
      return recipe.memoryKiB;
    case 'scrypt':
    case 'firebase-scrypt':
      return Math.ceil((128 * recipe.r * (recipe.n + recipe.p)) / 1024);
    default:
      return 0;
  }
}

/** The first demand that is not granted, in words; undefined: all are. */
export function tooCostly(recipe: Recipe, mostMemoryKiB: number): string | undefined {
  const memory = { what: 'KiB of memory', asked: memoryOf(recipe), most: mostMemoryKiB };
  const refused = [memory, ...demandsOf(recipe)].find(({ asked, most }) => asked > most);
  return refused && `${refused.asked} ${refused.what}, at most ${refused.most}`;
}

function demandsOf(recipe: Recipe): readonly Demand[] {
  switch (recipe.kdf) {
    case 'argon2': {
      const { memoryKiB, passes, lanes, tagBytes } = recipe;
      return [
        { what: 'KiB times passes', asked: memoryKiB * passes, most: MOST.argon2Work },
        { what: 'lanes', asked: lanes, most: MOST.lanes },
        { what: 'bytes of output', asked: tagBytes, most: MOST.tagBytes },
      ];
    }
    case 'bcrypt':
      return [{ what: 'as cost', asked: recipe.cost, most: MOST.bcryptCost }];
    case 'scrypt':
    case 'firebase-scrypt': {
      const { n, r, p } = recipe;
      return [{ what: 'as N·r·p', asked: n * r * p, most: MOST.scryptWork }];
    }
    case 'pbkdf2': {
      const { rounds, tagBytes, digest } = recipe;
      const asked = rounds * Math.ceil(tagBytes / DIGEST_BYTES[digest]);
      return [{ what: 'rounds', asked, most: MOST.pbkdf2Rounds }];
    }
    case 'sha-crypt':
      return [{ what: 'rounds', asked: recipe.rounds, most: MOST.shaCryptRounds }];
    case 'phpass':
      return [{ what: 'rounds', asked: recipe.rounds, most: MOST.phpassRounds }];
    case 'md5-crypt':
    case 'digest':
      return [];
  }
}
