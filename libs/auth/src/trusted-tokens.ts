import type { KeyObject } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import type { AcceptedToken } from './accepted-token.js';
import { acceptToken } from './accepted-token.js';
import { HEADER_CHECKS } from './header-checks.js';
import type { JsonObject } from './json-object.js';
import { isObject } from './json-object.js';
import type { Algorithm } from './json-web-keys.js';
import { keyName } from './json-web-keys.js';
import type { IssuerKeys, KeyRing } from './key-ring.js';
import { TokenRefused } from './token-refused.js';
import type { Issuers, TrustedIssuer } from './trusted-issuer.js';

/** How far an issuer's clock may be ahead of ours (ASVS 5.0 9.2.1). `exp` is never stretched. */
export const CLOCK_SKEW_MS = 60_000;

/** People who are active at the same time, per process; beyond it a signature is checked again. */
const MOST_TOKENS = 5_000;

/** In characters: 5,000 tokens of 1.6 KiB, or fewer long ones. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** RFC 7515 §7.1. */
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Which key must have signed a token. Read from the token itself, so nothing is proven yet. */
export interface Presented {
  readonly token: string;
  readonly issuer: TrustedIssuer;
  readonly keys: IssuerKeys;
  readonly keyName: string;
  readonly key: KeyObject;
}

interface Verified {
  readonly token: string;
  readonly keys: IssuerKeys;
  readonly keyName: string;
  readonly key: KeyObject;
  readonly accepted: AcceptedToken;
}

export interface TrustSurroundings {
  readonly issuers: Issuers;
  readonly keyRing: KeyRing;
  /** Keys the MAC that names a session whose issuer gives it no `sid`. */
  readonly sessionKey: Uint8Array;
  readonly now: () => Date;
}

/**
 * Decides about tokens. Content and configuration never change, so what follows from them is kept
 * with the verified signature; clock and key set do, so they are asked with every request.
 */
export class TrustedTokens {
  readonly #verified = new LRUCache<string, Verified>({
    max: MOST_TOKENS,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ token }) => token.length,
  });

  constructor(private readonly trust: TrustSurroundings) {}

  /** The token, if its signature was verified before, with a key that still is its issuer's. */
  remembered(token: string): AcceptedToken | undefined {
    const tail = tailOf(token);
    const verified = this.#verified.get(tail);
    if (verified?.token !== token) return undefined;
    const { keys, keyName: name, key, accepted } = verified;
    if (keys.known(name) === key && !this.#untimely(accepted)) return accepted;
    this.#verified.delete(tail);
    return undefined;
  }

  /**
   * Everything that can be refused without a signature check, and the key to do it with.
   * @throws TokenRefused
   * @throws Unavailable while the issuer's keys cannot be read.
   */
  async present(token: string): Promise<Presented> {
    if (!COMPACT_JWS.test(token)) throw new TokenRefused('invalid', 'it is not a signed token');
    const [header, payload] = token.split('.', 2).map(decodePart);
    const iss = payload?.['iss'];
    const issuer = typeof iss === 'string' ? this.trust.issuers.named(iss) : undefined;
    if (!header || !issuer) throw new TokenRefused('invalid', 'its issuer is not trusted');
    for (const check of HEADER_CHECKS) {
      const objection = check(header, issuer);
      if (objection !== undefined) throw new TokenRefused('invalid', objection);
    }
    const keys = this.trust.keyRing.of(issuer);
    const name = keyName(header['alg'] as Algorithm, String(header['kid']));
    const key = await keys.find(name);
    if (!key) throw new TokenRefused('invalid', 'its issuer has no such key');
    return { token, issuer, keys, keyName: name, key };
  }

  /**
   * Judges the payload whose signature has just been verified.
   * @throws TokenRefused
   */
  accept({ token, issuer, keys, keyName: name, key }: Presented, payload: unknown): AcceptedToken {
    if (!isObject(payload) || payload['iss'] !== issuer.issuer) {
      throw new TokenRefused('invalid', 'its payload is not what was presented');
    }
    const accepted = acceptToken({ token, issuer, payload }, this.trust.sessionKey);
    const untimely = this.#untimely(accepted);
    if (untimely) throw untimely;
    this.#verified.set(tailOf(token), { token, keys, keyName: name, key, accepted });
    return accepted;
  }

  /** By our clock, with every request. */
  #untimely({ beginsAt, endsAt }: AcceptedToken): TokenRefused | undefined {
    const now = this.trust.now().getTime();
    if (now >= endsAt) return new TokenRefused('expired', 'it has expired');
    if (now >= beginsAt - CLOCK_SKEW_MS) return undefined;
    return new TokenRefused('invalid', 'it is from the future');
  }
}

/**
 * The end of the signature, 240 bits of it: hashing a whole token of 1 KiB for a look-up takes 4 µs,
 * its end less than one. What is found is compared as a whole.
 */
const tailOf = (token: string): string => token.slice(-40);

function decodePart(part: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
