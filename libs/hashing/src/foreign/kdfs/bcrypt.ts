import { createHmac, hash } from 'node:crypto';

import { hashSync } from '@node-rs/bcrypt';

import type { BcryptRecipe, BeforeBcrypt } from '../recipe.js';

/** What bcrypt reads of a password. */
const BCRYPT_BYTES = 72;

/** bcrypt's base64, and everybody else's. */
export const ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** `$2b$`, two digits, `$` and the salt's 22 characters; the digest's 31 follow. */
const HEAD_CHARACTERS = 29;

type Before = (password: Uint8Array, recipe: BcryptRecipe) => Uint8Array;

const sha256 = (password: Uint8Array): Buffer => hash('sha256', password, 'buffer');
const text = (characters: string): Buffer => Buffer.from(characters);

const BEFORE: Readonly<Record<BeforeBcrypt, Before>> = {
  'django-sha256': (password) => text(sha256(password).toString('hex')),
  'passlib-sha256-1': (password) => text(sha256(password).toString('base64')),
  'passlib-sha256-2': (password, { salt }) =>
    text(createHmac('sha256', salt).update(password).digest('base64')),
  wordpress: (password) =>
    text(createHmac('sha384', 'wp-sha384').update(password).digest('base64')),
};

/**
 * The 31 characters behind the salt. Undefined: this password cannot be the one, because bcrypt
 * would not have seen all of it; computed nevertheless, so that it costs the same (R01, R02).
 */
export function bcrypt(password: Uint8Array, recipe: BcryptRecipe): Uint8Array | undefined {
  const { cost, salt, before, asciiOnly } = recipe;
  const input = before ? BEFORE[before](password, recipe) : password;
  const hashed = hashSync(input.subarray(0, BCRYPT_BYTES), cost, saltOf(salt));
  const unseen = input.length > BCRYPT_BYTES || input.includes(0);
  if (unseen || (asciiOnly && password.some((byte) => byte > 0x7f))) return undefined;
  return text(hashed.slice(HEAD_CHARACTERS));
}

/** 16 bytes of 22 characters in bcrypt's own alphabet. */
function saltOf(characters: string): Buffer {
  const standard = [...characters].map((one) => BASE64[ALPHABET.indexOf(one)]).join('');
  return Buffer.from(standard, 'base64');
}
