import { isObject } from './json-object.js';
import type { KeySet } from './json-web-keys.js';
import { importKeys } from './json-web-keys.js';
import { isHttpUrl } from './key-source.js';
import type { RemoteKeySource, TrustedIssuer } from './trusted-issuer.js';

/** Fetches JSON over http(s), bounded in time and size; rejects on anything but a whole answer. */
export type FetchJson = (
  url: string,
  options: { readonly timeoutMs: number; readonly maximumBytes: number },
) => Promise<unknown>;

/** A key set has a few KiB; certificate chains make some 20. Waiting longer would only queue people. */
const LIMITS = { timeoutMs: 5_000, maximumBytes: 131_072 };

/**
 * OpenID Connect Discovery 1.0 §4.3: the answer must be about the issuer that was asked.
 * @throws Error if there is no place to read keys from.
 */
export async function findJwksUri(
  issuer: string,
  source: RemoteKeySource,
  fetchJson: FetchJson,
): Promise<string> {
  if (source.kind === 'jwks') return source.uri;
  const metadata = await fetchJson(source.uri, LIMITS);
  if (!isObject(metadata) || metadata['issuer'] !== issuer) {
    throw new Error('the metadata is not that of the issuer');
  }
  const uri = metadata['jwks_uri'];
  if (typeof uri !== 'string' || !isHttpUrl(uri)) throw new Error('the metadata has no jwks_uri');
  return uri;
}

/**
 * Whether an issuer's keys can be had now; answers how many. Those in the configuration always can.
 * @throws Error that says why not.
 */
export async function reachKeys(
  { issuer, keys }: TrustedIssuer,
  fetchJson: FetchJson,
): Promise<number> {
  if (keys.kind === 'inline') return keys.keys.size;
  return (await fetchKeys(await findJwksUri(issuer, keys, fetchJson), fetchJson)).size;
}

/**
 * The keys at a place; `previous` ones stay the same objects.
 * @throws Error also for a set without a usable key: a fault of the endpoint, not the end of all keys.
 */
export async function fetchKeys(
  uri: string,
  fetchJson: FetchJson,
  previous?: KeySet,
): Promise<KeySet> {
  const { keys, unusable } = importKeys(await fetchJson(uri, LIMITS), previous);
  if (keys.size === 0) throw new Error(['no usable key', ...unusable].join('; '));
  return keys;
}
