import type { FirebaseRecipe, ForeignRecipe, ScryptRecipe } from '../recipe.js';
import { base64, bytes64, hex, parameters, tag, UnreadableHash, utf8, whole } from './spelling.js';

const PASSLIB = /^\$scrypt\$([a-z0-9=,]+)\$([^$]+)\$([^$]+)$/;
/** Algorithm, N, salt, r, p, digest. */
const DJANGO = /^scrypt\$(\d+)\$([^$]+)\$(\d+)\$(\d+)\$([^$]+)$/;
const WERKZEUG = /^scrypt:(\d+):(\d+):(\d+)\$([^$]+)\$([0-9a-f]+)$/;
/** As GoTrue spells what Firebase exports: with the project's separator and signer key. */
const FIREBASE =
  /^\$fbscrypt\$v=1,n=(\d+),r=(\d+),p=(\d+)(?:,ss=([^,$]+))?,sk=([^,$]+)\$([^$]+)\$([^$]+)$/;
/** As Kratos does. */
const FIRESCRYPT = /^\$firescrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)\$([^$]*)\$([^$]+)$/;

type Costs = Pick<ScryptRecipe, 'n' | 'r' | 'p'>;

export function scryptSpelling(text: string): ForeignRecipe | undefined {
  const [, given, salt = '', digest = ''] = PASSLIB.exec(text) ?? [];
  if (given !== undefined) {
    const named = parameters(given);
    const costs = costsOf(2 ** logarithm(named.get('ln')), named.get('r'), named.get('p'));
    return scryptOf(costs, bytes64(base64(salt, 'salt')), base64(digest, 'digest'));
  }
  const [, djangoN, djangoSalt = '', djangoR, djangoP, djangoDigest = ''] = DJANGO.exec(text) ?? [];
  if (djangoN !== undefined) {
    const costs = costsOf(whole(djangoN, 'N'), djangoR, djangoP);
    return scryptOf(costs, utf8(djangoSalt), base64(djangoDigest, 'digest'));
  }
  const [, n, r, p, textSalt = '', hexDigest = ''] = WERKZEUG.exec(text) ?? [];
  if (n === undefined) return undefined;
  return scryptOf(costsOf(whole(n, 'N'), r, p), utf8(textSalt), hex(hexDigest, 'digest'));
}

export function firebaseSpelling(text: string): ForeignRecipe | undefined {
  const [, n, r, p, separator = '', key = '', salt = '', digest = ''] = FIREBASE.exec(text) ?? [];
  if (n !== undefined) return firebaseOf(n, r, p, { separator, key, salt, digest });
  const [, ln, r2, p2, salt2 = '', digest2 = '', separator2 = '', key2 = ''] =
    FIRESCRYPT.exec(text) ?? [];
  if (ln === undefined) return undefined;
  return firebaseOf(ln, r2, p2, { separator: separator2, key: key2, salt: salt2, digest: digest2 });
}

function firebaseOf(
  ln: string,
  r: string | undefined,
  p: string | undefined,
  { separator, key, salt, digest }: Record<'separator' | 'key' | 'salt' | 'digest', string>,
): ForeignRecipe {
  const signerKey = base64(key, 'signer key');
  const salts = [base64(salt, 'salt'), base64(separator, 'salt separator')];
  const recipe: FirebaseRecipe = {
    kdf: 'firebase-scrypt',
    ...costsOf(2 ** logarithm(ln), r, p),
    salt: bytes64(Buffer.concat(salts)),
    signerKey: bytes64(signerKey),
  };
  return { recipe, tag: tag(tag(base64(digest, 'digest'), signerKey.length)) };
}

function scryptOf(costs: Costs, salt: string, digest: Uint8Array): ForeignRecipe {
  const recipe: ScryptRecipe = { kdf: 'scrypt', ...costs, tagBytes: digest.length, salt };
  return { recipe, tag: tag(digest) };
}

function logarithm(text: string | undefined): number {
  const ln = whole(text, 'logarithm of N');
  if (ln > 30) throw new UnreadableHash('its N is beyond 2^30');
  return ln;
}

function costsOf(n: number, r: string | undefined, p: string | undefined): Costs {
  const costs = { n, r: whole(r, 'r'), p: whole(p, 'p') };
  const power = n >= 2 && n <= 2 ** 30 && Number.isInteger(Math.log2(n));
  // RFC 7914 §6: N is a power of 2, r·p stays below 2^30.
  if (!power || costs.r < 1 || costs.p < 1 || costs.r * costs.p >= 2 ** 30) {
    throw new UnreadableHash('its parameters are none of scrypt');
  }
  return costs;
}
