import type { JsonObject } from './json-object.js';
import { TokenRefused } from './token-refused.js';

/** Nothing in a token has a type until it was read with one. */
export type Payload = JsonObject;

/** What we store or look up: it must survive every column and header (no NUL, no lone surrogate). */
const PRINTABLE = /^[\x20-\x7e]{1,255}$/;

/** The last instant that a `Date` can hold (ECMA-262 §21.4.1.1), in seconds. */
const LAST_SECOND = 8_640_000_000_000;

const refuse = (name: string): never => {
  throw new TokenRefused('invalid', `its claim ${name} is missing or mistyped`);
};

/** Some issuers write null for what they do not know. */
const isAbsent = (value: unknown): value is null | undefined =>
  value === undefined || value === null;

export function optionalText(payload: Payload, name: string): string | undefined {
  const value = payload[name];
  if (isAbsent(value)) return undefined;
  return typeof value === 'string' && PRINTABLE.test(value) ? value : refuse(name);
}

export const requiredText = (payload: Payload, name: string): string =>
  optionalText(payload, name) ?? refuse(name);

/** A NumericDate (RFC 7519 §2), as milliseconds. */
export function optionalInstant(payload: Payload, name: string): number | undefined {
  const value = payload[name];
  if (isAbsent(value)) return undefined;
  const fits = typeof value === 'number' && Math.abs(value) <= LAST_SECOND;
  return fits ? value * 1000 : refuse(name);
}

export const requiredInstant = (payload: Payload, name: string): number =>
  optionalInstant(payload, name) ?? refuse(name);

export function optionalCount(payload: Payload, name: string): number | undefined {
  const value = payload[name];
  if (isAbsent(value)) return undefined;
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : refuse(name);
}

/** A list of texts, or one text, which `split` may take for a list. */
export function texts(
  payload: Payload,
  name: string,
  split: (text: string) => readonly string[] = (text) => [text],
): readonly string[] {
  const value = payload[name];
  if (isAbsent(value)) return [];
  if (typeof value === 'string') return split(value);
  const list: readonly unknown[] = Array.isArray(value) ? value : refuse(name);
  return list.every((item) => typeof item === 'string') ? list : refuse(name);
}

/** RFC 6749 §3.3: scopes are separated by spaces; some issuers write a list. */
export const scopesOf = (payload: Payload, name: string): ReadonlySet<string> =>
  new Set(texts(payload, name, (text) => text.split(' ').filter((scope) => scope !== '')));
