import { createHmac } from 'node:crypto';

import type { SessionAnchor, SessionMark } from '#libs/identity';

import type { Payload } from './claims.js';
import { optionalCount, optionalInstant, optionalText } from './claims.js';
import type { TrustedIssuer } from './trusted-issuer.js';

/** Which session a token belongs to. The MAC is rarely asked for, so it waits until it is. */
export function sessionMark(
  payload: Payload,
  { issuer, claims }: TrustedIssuer,
  token: string,
  sessionKey: Uint8Array,
): SessionMark {
  const sid = optionalText(payload, claims.sid);
  if (sid !== undefined) return { issuer, sid };
  const name = optionalText(payload, 'jti') ?? token;
  return {
    issuer,
    get tokenMac() {
      return createHmac('sha256', sessionKey).update(name).digest('base64url');
    },
  };
}

/** When the session began, by the claim that its issuer is configured to tell it with. */
export function sessionAnchor(
  payload: Payload,
  { anchor: kind, claims, skewSeconds }: TrustedIssuer,
): SessionAnchor {
  if (kind === 'epoch') {
    const epoch = optionalCount(payload, claims.epoch);
    return epoch === undefined ? { kind } : { kind, epoch };
  }
  const at = optionalInstant(payload, kind === 'iat' ? 'iat' : claims.auth_time);
  return at === undefined ? { kind, skewSeconds } : { kind, at: new Date(at), skewSeconds };
}
