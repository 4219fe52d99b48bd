import { digitOf, fromCrypt64, lowFirst } from '../kdfs/crypt64.js';
import type { ForeignRecipe, PhpassRecipe } from '../recipe.js';
import { UnreadableHash, utf8 } from './spelling.js';

/** WordPress `$P$`, phpBB `$H$`, Drupal 7 `$S$`; `U` before Drupal's is a hash of a bare MD5 sum. */
const SHAPE = /^(U?)\$([PHS])\$([./A-Za-z0-9])([./A-Za-z0-9]{8})([./A-Za-z0-9]+)$/;

const MD5_BYTES = 16;
/** Drupal keeps 43 of 86 characters: 32 bytes and a bit. */
const DRUPAL_CHARACTERS = 43;
const DRUPAL_BYTES = 32;
const MOST_LOGARITHM = 30;

export function phpassSpelling(text: string): ForeignRecipe | undefined {
  const [, updated, kind, count = '', salt = '', digest = ''] = SHAPE.exec(text) ?? [];
  if (kind === undefined) return undefined;
  const drupal = kind === 'S';
  const logarithm = digitOf(count);
  if (logarithm < 7 || logarithm > MOST_LOGARITHM) {
    throw new UnreadableHash('its number of rounds is none of 2^7 to 2^30');
  }
  const tag = drupal ? drupalTag(digest) : fromCrypt64(digest, lowFirst(MD5_BYTES));
  if (!tag) throw new UnreadableHash('its digest is damaged');
  const recipe: PhpassRecipe = {
    kdf: 'phpass',
    digest: drupal ? 'sha512' : 'md5',
    rounds: 2 ** logarithm,
    tagBytes: tag.length,
    ...(updated && { before: 'md5-hex' as const }),
    salt: utf8(salt),
  };
  return { recipe, tag };
}

/** 43 characters hold 258 bits: the last two belong to the byte that was cut off. */
function drupalTag(digest: string): Uint8Array | undefined {
  if (digest.length !== DRUPAL_CHARACTERS) return undefined;
  const last = digitOf(digest.slice(-1)) & 0xf;
  const whole = digest.slice(0, -1) + './0123456789ABCD'[last];
  return fromCrypt64(whole, lowFirst(DRUPAL_BYTES));
}
