import { createPublicKey } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';

import type { JsonObject } from './json-object.js';
import { isObject } from './json-object.js';

/** Asymmetric only, and each with one key type: no algorithm can be played against another. */
export const ALGORITHMS = ['RS256', 'ES256', 'PS256'] as const;

export type Algorithm = (typeof ALGORITHMS)[number];

/** Public keys by what they are asked for with (`keyName`). */
export type KeySet = ReadonlyMap<string, KeyObject>;

/** One key answers only for the algorithms that it may be used with (RFC 8725 §3.1). */
export const keyName = (algorithm: Algorithm, kid: string): string => `${algorithm} ${kid}`;

/** RFC 7518 §3.3: "A key of size 2048 bits or larger MUST be used". */
const SMALLEST_MODULUS_BITS = 2048;

/** An issuer publishes two or three; what is longer is not a key set of ours. */
const MOST_KEYS = 100;

export const NO_KEYS: KeySet = new Map();

export interface ImportedKeys {
  readonly keys: KeySet;
  /** Why keys of the set are not used; other issuers' other keys are no mistake of theirs. */
  readonly unusable: readonly string[];
}

/**
 * Imports a JWK set (RFC 7517 §5). A key that is still the same keeps its `KeyObject`, so that what
 * was verified with it stays verified.
 */
export function importKeys(jwks: unknown, previous: KeySet = NO_KEYS): ImportedKeys {
  if (!isObject(jwks) || !Array.isArray(jwks['keys'])) {
    return { keys: NO_KEYS, unusable: ['this is not a JWK set'] };
  }
  const list: readonly unknown[] = jwks['keys'].slice(0, MOST_KEYS);
  const keys = new Map<string, KeyObject>();
  const unusable: string[] = [];
  for (const [index, jwk] of list.entries()) {
    const imported = importKey(jwk);
    if (typeof imported === 'string') unusable.push(`keys[${index}] ${imported}`);
    else for (const name of imported.names) keep(keys, name, imported.key, previous);
  }
  return { keys, unusable };
}

function keep(keys: Map<string, KeyObject>, name: string, key: KeyObject, previous: KeySet): void {
  if (keys.has(name)) return;
  const before = previous.get(name);
  keys.set(name, before?.equals(key) ? before : key);
}

type Imported = { readonly names: readonly string[]; readonly key: KeyObject };

function importKey(jwk: unknown): Imported | string {
  if (!isObject(jwk)) return 'is not an object';
  const { kid, use, key_ops: operations } = jwk;
  if (typeof kid !== 'string' || kid === '') return 'has no kid';
  if (use !== undefined && use !== 'sig') return 'is not for signatures';
  if (Array.isArray(operations) && !operations.includes('verify')) return 'is not for verifying';
  if ('d' in jwk || jwk['kty'] === 'oct') return 'is not public';
  const key = publicKey(jwk);
  if (!key) return 'cannot be read';
  const fitting = algorithmsOf(key).filter((name) => (jwk['alg'] ?? name) === name);
  if (fitting.length === 0) return `fits none of ${ALGORITHMS.join(', ')}`;
  return { key, names: fitting.map((algorithm) => keyName(algorithm, kid)) };
}

function publicKey(jwk: JsonObject): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function algorithmsOf(key: KeyObject): readonly Algorithm[] {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec') return namedCurve === 'prime256v1' ? ['ES256'] : [];
  if (key.asymmetricKeyType !== 'rsa') return [];
  return modulusLength >= SMALLEST_MODULUS_BITS ? ['RS256', 'PS256'] : [];
}
