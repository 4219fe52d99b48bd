import type { ForeignRecipe } from '../recipe.js';
import { argon2Spelling } from './argon2.js';
import { bcryptSpelling } from './bcrypt.js';
import { digestOf, digestSpelling } from './digest.js';
import { Fields } from './json.js';
import { isDigest, pbkdf2Spelling } from './pbkdf2.js';
import { base64, bytes64, hex, tag, UnreadableHash, whole } from './spelling.js';

const BY_SPELLING: Readonly<Record<string, (text: string) => ForeignRecipe | undefined>> = {
  bcrypt: bcryptSpelling,
  argon2: argon2Spelling,
  pbkdf2: pbkdf2Spelling,
  ldap: digestSpelling,
};

/** The object `custom_password_hash` of Auth0's imports; its exports hold bcrypt as it is. */
export function auth0Spelling(text: string): ForeignRecipe | undefined {
  const object = Fields.of(text);
  const custom = object?.has('custom_password_hash')
    ? object.inner('custom_password_hash')
    : object;
  if (!custom?.has('algorithm') || !custom.has('hash')) return undefined;
  const algorithm = custom.text('algorithm').toLowerCase();
  const hash = custom.inner('hash');
  requirePlainPassword(custom.inner('password'));
  if (algorithm === 'scrypt') return scryptOf(custom, hash);
  if (algorithm === 'hmac') return hmacOf(hash);
  if (isDigest(algorithm)) {
    const salt = custom.inner('salt');
    const place = salt.text('position', 'prefix') === 'suffix' ? 'after' : 'before';
    return digestOf(algorithm, place, bytes64(saltOf(custom)), encoded(hash, 'value', 'hex'));
  }
  const read =
    Object.hasOwn(BY_SPELLING, algorithm) && BY_SPELLING[algorithm]?.(hash.text('value'));
  if (!read) throw new UnreadableHash('its algorithm or value is unknown');
  return read;
}

function scryptOf(custom: Fields, hash: Fields): ForeignRecipe {
  const digest = tag(encoded(hash, 'value', 'hex'), whole(custom.text('keylen', '64'), 'keylen'));
  const number = (name: string, otherwise: number): number =>
    whole(custom.text(name, String(otherwise)), name);
  const n = number('cost', 16_384);
  if (n < 2 || !Number.isInteger(Math.log2(n)))
    throw new UnreadableHash('its cost is no power of 2');
  const costs = { n, r: number('blockSize', 8), p: number('parallelization', 1) };
  if (costs.r < 1 || costs.p < 1) throw new UnreadableHash('its parameters are none of scrypt');
  const salt = bytes64(saltOf(custom));
  return { recipe: { kdf: 'scrypt', ...costs, tagBytes: digest.length, salt }, tag: tag(digest) };
}

function hmacOf(hash: Fields): ForeignRecipe {
  const digest = hash.text('digest').toLowerCase();
  if (!isDigest(digest)) throw new UnreadableHash('its digest is unknown');
  const key = bytes64(encoded(hash.inner('key'), 'value', 'utf8'));
  return digestOf(digest, 'hmac', key, encoded(hash, 'value', 'hex'));
}

const saltOf = (custom: Fields): Uint8Array =>
  custom.has('salt') ? encoded(custom.inner('salt'), 'value', 'utf8') : new Uint8Array();

function encoded(fields: Fields, name: string, otherwise: 'hex' | 'utf8'): Uint8Array {
  const text = fields.text(name);
  switch (fields.text('encoding', otherwise)) {
    case 'hex':
      return hex(text, name);
    case 'base64':
      return base64(text, name);
    case 'utf8':
      return Buffer.from(text, 'utf8');
    default:
      throw new UnreadableHash(`the encoding of its ${name} is unknown`);
  }
}

/** Old Windows programs hashed UTF-16, which nothing here makes of a password. */
function requirePlainPassword(password: Fields): void {
  const encoding = password.text('encoding', 'utf8').toLowerCase().replace('-', '');
  if (encoding !== 'utf8' && encoding !== 'ascii') {
    throw new UnreadableHash('the encoding of its password is not UTF-8');
  }
}
