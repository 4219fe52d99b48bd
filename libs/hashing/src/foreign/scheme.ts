import type { RandomBytes } from '../random-bytes.js';
import type { Recipe } from './recipe.js';

/** What differs from hash to hash, or is nobody's business. */
const OWN = new Set(['kdf', 'salt', 'signerKey']);

const WRAPPED = /^argon2id\((.+)\)$/;

/** `bcrypt:cost=10`; around what is wrapped, `argon2id(md5-crypt:magic=$1$)`. Tells no secret. */
export function schemeOf(recipe: Recipe, wrapped: boolean): string {
  const parameters = Object.entries(recipe)
    .filter(([name]) => !OWN.has(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  const scheme = [recipe.kdf, parameters.join(',')].filter((part) => part !== '').join(':');
  return wrapped ? `argon2id(${scheme})` : scheme;
}

/** 16 bytes; bcrypt spells as many by 22 characters of its own. */
const SALT_BYTES = 16;
const BCRYPT_SALT = 'CCCCCCCCCCCCCCCCCCCCC.';
const SIGNER_KEY_BYTES = 64;

/** A recipe that costs what the scheme costs, for a hash of nobody's password. */
export function recipeOf(
  scheme: string,
  randomBytes: RandomBytes,
): { readonly recipe: Recipe; readonly wrapped: boolean } {
  const [, inner] = WRAPPED.exec(scheme) ?? [];
  const [kdf = '', parameters = ''] = (inner ?? scheme).split(/:(.*)/s);
  const given = parameters.split(',').flatMap((one) => {
    const [name, value] = one.split(/=(.*)/s);
    return name && value !== undefined ? [[name, valueOf(value)] as const] : [];
  });
  const random = (size: number): string => Buffer.from(randomBytes(size)).toString('base64');
  const own = {
    salt: kdf === 'bcrypt' ? BCRYPT_SALT : random(SALT_BYTES),
    ...(kdf === 'firebase-scrypt' && { signerKey: random(SIGNER_KEY_BYTES) }),
  };
  const recipe = { kdf, ...Object.fromEntries(given), ...own };
  return { recipe: recipe as unknown as Recipe, wrapped: inner !== undefined };
}

const valueOf = (text: string): string | number | boolean =>
  text === 'true' ? true : /^\d+$/.test(text) ? Number(text) : text;
