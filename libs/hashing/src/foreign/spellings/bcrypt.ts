import { ALPHABET } from '../kdfs/bcrypt.js';
import type { BcryptRecipe, BeforeBcrypt, ForeignRecipe } from '../recipe.js';
import { UnreadableHash } from './spelling.js';

/** PHP, Apache, OpenBSD, Spring, node; with the prefixes of Django, LDAP, Dovecot and WordPress. */
const SHAPE =
  /^(bcrypt\$|bcrypt_sha256\$|\{(?:CRYPT|BLF-CRYPT|bcrypt)\}|\$wp)?\$2([abxy])\$(\d\d)\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/i;

/** passlib.hash.bcrypt_sha256, whose second version puts the salt into the first digest. */
const PASSLIB_1 = /^\$bcrypt-sha256\$2[ab],(\d{1,2})\$([./A-Za-z0-9]{22})\$([./A-Za-z0-9]{31})$/;
const PASSLIB_2 =
  /^\$bcrypt-sha256\$v=2,t=2b,r=(\d{1,2})\$([./A-Za-z0-9]{22})\$([./A-Za-z0-9]{31})$/;

const BEFORE: Readonly<Record<string, BeforeBcrypt>> = {
  bcrypt_sha256$: 'django-sha256',
  $wp: 'wordpress',
};

export function bcryptSpelling(text: string): ForeignRecipe | undefined {
  const [, prefix = '', minor, cost, salt = '', digest = ''] = SHAPE.exec(text) ?? [];
  if (minor !== undefined) {
    const before = BEFORE[prefix];
    // $2a$ of the faulty versions cannot be told from right ones: it does not match, at worst.
    const asciiOnly = minor === 'x';
    return bcryptOf(cost, salt, digest, {
      ...(before && { before }),
      ...(asciiOnly && { asciiOnly }),
    });
  }
  const [, cost1, salt1 = '', digest1 = ''] = PASSLIB_1.exec(text) ?? [];
  if (cost1 !== undefined) return bcryptOf(cost1, salt1, digest1, { before: 'passlib-sha256-1' });
  const [, cost2, salt2 = '', digest2 = ''] = PASSLIB_2.exec(text) ?? [];
  if (cost2 !== undefined) return bcryptOf(cost2, salt2, digest2, { before: 'passlib-sha256-2' });
  return undefined;
}

function bcryptOf(
  cost: string | undefined,
  salt: string,
  digest: string,
  more: Pick<BcryptRecipe, 'before' | 'asciiOnly'>,
): ForeignRecipe {
  const rounds = Number(cost);
  if (rounds < 4 || rounds > 31) throw new UnreadableHash('its cost is not between 04 and 31');
  // 22 characters hold 4 bits more than 16 bytes, 31 hold 2 more than 23; some tools leave them set.
  const recipe: BcryptRecipe = { kdf: 'bcrypt', cost: rounds, ...more, salt: cleared(salt, 4) };
  return { recipe, tag: Buffer.from(cleared(digest, 2)) };
}

function cleared(text: string, bits: number): string {
  const last = ALPHABET.indexOf(text.slice(-1));
  return text.slice(0, -1) + (ALPHABET[(last >> bits) << bits] ?? '');
}
