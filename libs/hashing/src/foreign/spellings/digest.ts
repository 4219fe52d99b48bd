import type { Digest, DigestRecipe, ForeignRecipe } from '../recipe.js';
import { DIGEST_BYTES } from '../recipe.js';
import { base64, bytes64, hex, tag, utf8 } from './spelling.js';

/** LDAP (RFC 2307 and its relatives): the salt stands behind the digest. */
const LDAP = /^\{(S?)(MD5|SHA1?|SHA-?(?:224|256|384|512))\}([A-Za-z0-9+/=]+)$/i;
/** Django's oldest: the salt stands before the password; without one the field is empty. */
const DJANGO = /^(md5|sha1)\$([^$]*)\$([0-9a-f]+)$/;

export function digestSpelling(text: string): ForeignRecipe | undefined {
  const [, salted, name = '', encoded] = LDAP.exec(text) ?? [];
  if (encoded !== undefined) return ldap(digestNamed(name), salted !== '', encoded);
  const [, django, salt = '', digest = ''] = DJANGO.exec(text) ?? [];
  if (django !== 'md5' && django !== 'sha1') return undefined;
  return digestOf(django, 'before', utf8(salt), hex(digest, 'digest'));
}

function ldap(digest: Digest, salted: boolean, encoded: string): ForeignRecipe {
  const size = DIGEST_BYTES[digest];
  const spelledHex = encoded.length === 2 * size && /^[0-9a-f]+$/i.test(encoded);
  const bytes = spelledHex ? hex(encoded, 'digest') : base64(encoded, 'digest');
  const salt = salted ? bytes.subarray(size) : bytes.subarray(0, 0);
  return digestOf(digest, 'after', bytes64(salt), salted ? bytes.subarray(0, size) : bytes);
}

export function digestOf(
  digest: Digest,
  place: DigestRecipe['place'],
  salt: string,
  bytes: Uint8Array,
): ForeignRecipe {
  const recipe: DigestRecipe = { kdf: 'digest', digest, place, salt };
  return { recipe, tag: tag(bytes, DIGEST_BYTES[digest]) };
}

const digestNamed = (name: string): Digest => {
  const plain = name.toLowerCase().replace('-', '');
  return plain === 'sha' ? 'sha1' : (plain as Digest);
};
