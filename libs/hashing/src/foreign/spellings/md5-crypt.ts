import { fromCrypt64 } from '../kdfs/crypt64.js';
import type { ForeignRecipe } from '../recipe.js';
import { UnreadableHash, utf8 } from './spelling.js';

/** FreeBSD's and glibc's, and Apache's htpasswd; with LDAP's and Dovecot's prefixes. */
const SHAPE = /^(?:\{(?:CRYPT|MD5-CRYPT)\})?(\$1\$|\$apr1\$)([^$:]{0,8})\$([./A-Za-z0-9]{22})$/i;

const ORDER = [0, 6, 12, 1, 7, 13, 2, 8, 14, 3, 9, 15, 4, 10, 5, 11];

export function md5CryptSpelling(text: string): ForeignRecipe | undefined {
  const [, magic, salt = '', digest = ''] = SHAPE.exec(text) ?? [];
  if (magic !== '$1$' && magic !== '$apr1$') return undefined;
  const tag = fromCrypt64(digest, ORDER);
  if (!tag) throw new UnreadableHash('its digest is damaged');
  return { recipe: { kdf: 'md5-crypt', magic, salt: utf8(salt) }, tag };
}
