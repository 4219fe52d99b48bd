import { isSubjectId } from '#libs/identity';

import { optionalText, requiredInstant, requiredText, texts } from './claims.js';
import type { Payload } from './claims.js';

/** Says why a verified payload is not an access token that we may act on. */
export type ClaimCheck = (payload: Payload) => string | undefined;

/** ASVS 5.0 9.2.1, RFC 9068 §2.2. */
const required: ClaimCheck = (payload) => {
  requiredInstant(payload, 'exp');
  requiredInstant(payload, 'iat');
  requiredText(payload, 'iss');
  if (texts(payload, 'aud').length === 0) return 'it names no audience';
  return isSubjectId(requiredText(payload, 'sub')) ? undefined : 'its subject cannot be one';
};

/** Claims that only ID tokens carry (OpenID Connect Core 1.0 §2, §3.3.2.11), whatever `typ` says. */
const idToken: ClaimCheck = (payload) =>
  ['nonce', 'at_hash', 'c_hash'].some((name) => name in payload) ? 'it is an ID token' : undefined;

/** Security events and logout tokens (RFC 8417 §2.2, OpenID Connect Back-Channel Logout 1.0 §2.4). */
const event: ClaimCheck = (payload) => ('events' in payload ? 'it is an event' : undefined);

/** Keycloak gives all its tokens the header type JWT and says in the payload what they are. */
const payloadType: ClaimCheck = (payload) => {
  const type = optionalText(payload, 'typ')?.toLowerCase();
  return type === undefined || ['bearer', 'at+jwt', 'jwt'].includes(type)
    ? undefined
    : 'it is no access token';
};

/** Bound to a key whose proof we cannot verify yet (RFC 8705 §3, RFC 9449 §6): not a bearer token. */
const proofOfPossession: ClaimCheck = (payload) =>
  'cnf' in payload ? 'it needs a proof of possession' : undefined;

export const CLAIM_CHECKS: readonly ClaimCheck[] = [
  required,
  idToken,
  event,
  payloadType,
  proofOfPossession,
];
