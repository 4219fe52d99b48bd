import type { JsonObject } from './json-object.js';
import type { Algorithm } from './json-web-keys.js';
import type { TrustedIssuer } from './trusted-issuer.js';
import { mediaType } from './trusted-issuer.js';

/** Says why a header cannot be accepted from this issuer, whatever the signature. */
export type HeaderCheck = (header: JsonObject, issuer: TrustedIssuer) => string | undefined;

/** ID tokens (RFC 9068 §4), logout tokens and other events (RFC 8417 §2.3), proofs (RFC 9449 §4.2). */
export const NEVER_ACCEPTED_TYPES: ReadonlySet<string> = new Set([
  'id_token',
  'id+jwt',
  'logout+jwt',
  'secevent+jwt',
  'dpop+jwt',
]);

/** The list is the issuer's, never the token's (RFC 8725 §3.1): no `none`, no HMAC with a public key. */
const algorithm: HeaderCheck = ({ alg }, { algorithms }) =>
  algorithms.has(alg as Algorithm) ? undefined : 'its algorithm is not accepted';

const type: HeaderCheck = ({ typ }, { types }) =>
  typeof typ === 'string' && types.has(mediaType(typ)) ? undefined : 'its type is not accepted';

/** We understand no extension, so none may be critical (RFC 7515 §4.1.11). */
const critical: HeaderCheck = (header) =>
  'crit' in header ? 'it has critical extensions' : undefined;

/** A token does not bring its own key, nor say where to fetch one (RFC 8725 §3.10). */
const ownKey: HeaderCheck = (header) =>
  ['jku', 'jwk', 'x5u', 'x5c'].some((name) => name in header) ? 'it brings its own key' : undefined;

const keyId: HeaderCheck = ({ kid }) =>
  typeof kid === 'string' && kid !== '' ? undefined : 'it names no key';

export const HEADER_CHECKS: readonly HeaderCheck[] = [algorithm, type, critical, ownKey, keyId];
