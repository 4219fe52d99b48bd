import type { Caller, TenantId } from '#libs/identity';
import { isTenantId, subjectId } from '#libs/identity';

import { readMethods } from './authentication-methods.js';
import { CLAIM_CHECKS } from './claim-checks.js';
import type { Payload } from './claims.js';
import { optionalInstant, optionalText, requiredInstant, requiredText } from './claims.js';
import { scopesOf, texts } from './claims.js';
import { INTERNAL_AUDIENCE } from './issuers.js';
import { sessionAnchor, sessionMark } from './session-of-token.js';
import { TokenRefused } from './token-refused.js';
import type { TrustedIssuer } from './trusted-issuer.js';

/** What a token says of its bearer, once its signature is verified. */
export type AcceptedToken = Lifetime & (PersonsToken | ServicesToken);

/** In milliseconds. Only this depends on the clock; the rest of a token never changes. */
interface Lifetime {
  readonly beginsAt: number;
  readonly endsAt: number;
}

export interface PersonsToken {
  readonly kind: 'person';
  readonly caller: Caller;
}

export interface ServicesToken {
  readonly kind: 'service';
  readonly issuer: string;
  readonly client: string;
  readonly scopes: ReadonlySet<string>;
}

export interface SignedToken {
  readonly token: string;
  readonly issuer: TrustedIssuer;
  readonly payload: Payload;
}

/**
 * Everything about a token that follows from its content and our configuration alone, and so holds
 * for as long as its signature does. When it is asked is judged apart (`requireLive`).
 * @throws TokenRefused
 */
export function acceptToken(signed: SignedToken, sessionKey: Uint8Array): AcceptedToken {
  const { issuer, payload } = signed;
  for (const check of CLAIM_CHECKS) {
    const objection = check(payload);
    if (objection !== undefined) throw new TokenRefused('invalid', objection);
  }
  const lifetime = lifetimeOf(payload, issuer);
  const audience = texts(payload, 'aud');
  if (audience.includes(INTERNAL_AUDIENCE)) {
    return { ...lifetime, ...servicesToken(payload, issuer) };
  }
  if (!audience.some((name) => issuer.audience.has(name))) {
    throw new TokenRefused('invalid', 'it is for another audience');
  }
  return { ...lifetime, kind: 'person', caller: callerOf(signed, sessionKey) };
}

/** A login in the future would count as recent for ever, so `auth_time` is one of the beginnings. */
function lifetimeOf(payload: Payload, { claims }: TrustedIssuer): Lifetime {
  return {
    beginsAt: Math.max(
      requiredInstant(payload, 'iat'),
      optionalInstant(payload, 'nbf') ?? 0,
      optionalInstant(payload, claims.auth_time) ?? 0,
    ),
    endsAt: requiredInstant(payload, 'exp'),
  };
}

function servicesToken(payload: Payload, issuer: TrustedIssuer): ServicesToken {
  if (!issuer.services) throw new TokenRefused('invalid', 'its issuer has no services');
  const client = optionalText(payload, 'client_id') ?? optionalText(payload, 'azp');
  return {
    kind: 'service',
    issuer: issuer.issuer,
    client: client ?? requiredText(payload, 'sub'),
    scopes: scopesOf(payload, issuer.claims.scope),
  };
}

function callerOf({ token, issuer, payload }: SignedToken, sessionKey: Uint8Array): Caller {
  const { claims } = issuer;
  const tenant = tenantOf(payload, issuer);
  const authTime = optionalInstant(payload, claims.auth_time);
  const methods = readMethods(texts(payload, claims.amr), issuer.amr);
  const acr = optionalText(payload, claims.acr);
  return {
    tenant,
    issuer: issuer.issuer,
    sub: subjectId(requiredText(payload, 'sub')),
    home: issuer.homeOf.has(tenant),
    session: sessionMark(payload, issuer, token, sessionKey),
    anchor: sessionAnchor(payload, issuer),
    ...(authTime === undefined ? {} : { authTime: new Date(authTime) }),
    factorKinds: methods.factorKinds,
    multiFactor: methods.multiFactor || (acr !== undefined && issuer.multiFactorAcr.has(acr)),
    scopes: scopesOf(payload, claims.scope),
  };
}

/** An issuer of one tenant need not name it; one of several must, and only one of its own. */
function tenantOf(payload: Payload, { tenants, claims }: TrustedIssuer): TenantId {
  const [only, ...others] = tenants;
  const named = optionalText(payload, claims.tenant) ?? (others.length === 0 ? only : undefined);
  if (named !== undefined && isTenantId(named) && tenants.has(named)) return named;
  throw new TokenRefused('invalid', 'its issuer may not speak for that tenant');
}
