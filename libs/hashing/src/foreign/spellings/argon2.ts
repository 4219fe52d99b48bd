import type { Argon2Recipe, ForeignRecipe } from '../recipe.js';
import { atLeast, base64, bytes64, parameters, tag, UnreadableHash, whole } from './spelling.js';

/** PHC strings of argon2-cffi, PHP, libsodium, Spring; Django's and OpenLDAP's with their prefix. */
const SHAPE =
  /^(?:argon2|\{ARGON2\})?\$argon2(id|i|d)\$(?:v=(\d+)\$)?([a-z0-9=,]+)\$([^$]+)\$([^$]+)$/;

/** RFC 9106 §3.1; the packages refuse what is shorter. */
const LEAST_SALT_BYTES = 8;

export function argon2Spelling(text: string): ForeignRecipe | undefined {
  const [, variant, version = '16', costs = '', salt = '', digest = ''] = SHAPE.exec(text) ?? [];
  if (variant !== 'i' && variant !== 'd' && variant !== 'id') return undefined;
  if (version !== '16' && version !== '19') throw new UnreadableHash('its version is unknown');
  const given = parameters(costs);
  if ([...given.keys()].some((name) => !['m', 't', 'p'].includes(name))) {
    throw new UnreadableHash('it has a secret key or associated data, which only its maker knows');
  }
  const cost = (name: string): number => atLeast(1, whole(given.get(name), name), name);
  const bytes = base64(digest, 'digest');
  const saltBytes = base64(salt, 'salt');
  atLeast(LEAST_SALT_BYTES, saltBytes.length, 'salt');
  const recipe: Argon2Recipe = {
    kdf: 'argon2',
    variant,
    version: version === '16' ? 16 : 19,
    memoryKiB: cost('m'),
    passes: cost('t'),
    lanes: cost('p'),
    tagBytes: bytes.length,
    salt: bytes64(saltBytes),
  };
  if (recipe.memoryKiB < 8 * recipe.lanes) throw new UnreadableHash('its memory is below 8 lanes');
  return { recipe, tag: tag(bytes) };
}
