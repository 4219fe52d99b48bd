import { fromCrypt64 } from '../kdfs/crypt64.js';
import type { ForeignRecipe, ShaCryptRecipe } from '../recipe.js';
import { UnreadableHash, utf8, whole } from './spelling.js';

/** glibc; with LDAP's and Dovecot's prefixes. */
const SHAPE =
  /^(?:\{(?:CRYPT|SHA256-CRYPT|SHA512-CRYPT)\})?\$([56])\$(?:rounds=(\d+)\$)?([^$:]{0,16})\$([./A-Za-z0-9]+)$/i;

const DEFAULT_ROUNDS = 5000;
/** The specification's bounds; a writer that was asked for others took the nearest. */
const [LEAST_ROUNDS, MOST_ROUNDS] = [1000, 999_999_999];

/** The order in which the two spell their bytes, three at a time. */
const SHA256 = [
  ...[
    0, 10, 20, 21, 1, 11, 12, 22, 2, 3, 13, 23, 24, 4, 14, 15, 25, 5, 6, 16, 26, 27, 7, 17, 18, 28,
  ],
  ...[8, 9, 19, 29, 31, 30],
];

const SHA512 = [
  ...[
    0, 21, 42, 22, 43, 1, 44, 2, 23, 3, 24, 45, 25, 46, 4, 47, 5, 26, 6, 27, 48, 28, 49, 7, 50, 8,
  ],
  ...[
    29, 9, 30, 51, 31, 52, 10, 53, 11, 32, 12, 33, 54, 34, 55, 13, 56, 14, 35, 15, 36, 57, 37, 58,
  ],
  ...[16, 59, 17, 38, 18, 39, 60, 40, 61, 19, 62, 20, 41, 63],
];

export function shaCryptSpelling(text: string): ForeignRecipe | undefined {
  const [, kind, rounds, salt = '', digest = ''] = SHAPE.exec(text) ?? [];
  if (kind === undefined) return undefined;
  const wide = kind === '6';
  const tag = fromCrypt64(digest, wide ? SHA512 : SHA256);
  if (!tag) throw new UnreadableHash('its digest is damaged');
  const asked = rounds === undefined ? DEFAULT_ROUNDS : whole(rounds, 'number of rounds');
  const recipe: ShaCryptRecipe = {
    kdf: 'sha-crypt',
    digest: wide ? 'sha512' : 'sha256',
    rounds: Math.min(Math.max(asked, LEAST_ROUNDS), MOST_ROUNDS),
    salt: utf8(salt),
  };
  return { recipe, tag };
}
