import type { ForeignRecipe } from '../recipe.js';

/**
 * Reads one family's spellings. Undefined: this text is none of them.
 * @throws UnreadableHash if it is one, but damaged.
 */
export type Spelling = (text: string) => ForeignRecipe | undefined;

/** Says what is wrong with a hash, never the hash. */
export class UnreadableHash extends Error {
  override readonly name = 'UnreadableHash';
}

/** Shorter, and somebody is let in by chance or by design. */
const LEAST_TAG_BYTES = 16;

const STANDARD = /^[A-Za-z0-9+/]*={0,2}$/;

/** Base64 with or without padding, URL-safe too; in passlib's spelling `.` stands for `+`. */
export function base64(text: string, what: string): Buffer {
  const standard = text.replaceAll(/[-.]/g, '+').replaceAll('_', '/');
  const bytes = Buffer.from(standard, 'base64');
  const same = bytes.toString('base64').replace(/=+$/, '') === standard.replace(/=+$/, '');
  if (!STANDARD.test(standard) || !same) throw new UnreadableHash(`its ${what} is not base64`);
  return bytes;
}

export function hex(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'hex');
  if (text.length % 2 === 1 || bytes.length * 2 !== text.length) {
    throw new UnreadableHash(`its ${what} is not hexadecimal`);
  }
  return bytes;
}

/** @throws unless it is as long as `bytes`, or at least long enough to prove anything. */
export function tag(value: Uint8Array, bytes?: number): Uint8Array {
  const right = bytes === undefined ? value.length >= LEAST_TAG_BYTES : value.length === bytes;
  if (right) return value;
  const due = bytes === undefined ? `at least ${LEAST_TAG_BYTES}` : String(bytes);
  throw new UnreadableHash(`its digest has ${value.length} bytes instead of ${due}`);
}

/** A number without sign, spaces or leading zeros. @throws also beyond ten digits. */
export function whole(text: string | undefined, what: string): number {
  if (text === undefined || !/^(0|[1-9]\d{0,9})$/.test(text)) {
    throw new UnreadableHash(`its ${what} is not a whole number`);
  }
  return Number(text);
}

export function atLeast(least: number, value: number, what: string): number {
  if (value < least) throw new UnreadableHash(`its ${what} is below ${least}`);
  return value;
}

/** `n=14,r=8` in any order, each name once. */
export function parameters(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(',').map((one) => one.split(/=(.*)/s));
  const known = new Map(pairs.map(([name = '', value = '']) => [name, value] as const));
  if (known.size !== pairs.length) throw new UnreadableHash('a parameter is there twice');
  return known;
}

export const bytes64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const utf8 = (text: string): string => bytes64(Buffer.from(text, 'utf8'));
