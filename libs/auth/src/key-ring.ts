import type { KeyObject } from 'node:crypto';

import type { JwksSurroundings } from './jwks-cache.js';
import { JwksCache } from './jwks-cache.js';
import type { KeySet } from './json-web-keys.js';
import type { Issuers, TrustedIssuer } from './trusted-issuer.js';

/** The public keys of one issuer, wherever they come from. */
export interface IssuerKeys {
  known(name: string): KeyObject | undefined;
  /** @throws Unavailable while the issuer cannot be asked. */
  find(name: string): Promise<KeyObject | undefined>;
  purge(): void;
}

/** Keys that stand in the configuration: they change with it, that is at the next start. */
class InlineKeys implements IssuerKeys {
  constructor(private readonly keys: KeySet) {}

  known(name: string): KeyObject | undefined {
    return this.keys.get(name);
  }

  find(name: string): Promise<KeyObject | undefined> {
    return Promise.resolve(this.known(name));
  }

  purge(): void {
    // There is nowhere to fetch them from again.
  }
}

/** Every trusted issuer's public keys. Issuers never see each other's: a `kid` is not global. */
export class KeyRing {
  readonly #byIssuer: ReadonlyMap<TrustedIssuer, IssuerKeys>;

  constructor(
    private readonly issuers: Issuers,
    surroundings: JwksSurroundings,
  ) {
    this.#byIssuer = new Map(
      issuers.all.map((issuer) => [issuer, keysOf(issuer, surroundings)] as const),
    );
  }

  of(issuer: TrustedIssuer): IssuerKeys {
    const keys = this.#byIssuer.get(issuer);
    if (!keys) throw new RangeError('not one of the trusted issuers');
    return keys;
  }

  /** After a key was compromised: nothing fetched or verified before counts any more. */
  purge(): void {
    for (const issuer of this.issuers.all) this.of(issuer).purge();
  }
}

function keysOf({ issuer, keys }: TrustedIssuer, surroundings: JwksSurroundings): IssuerKeys {
  if (keys.kind === 'inline') return new InlineKeys(keys.keys);
  return new JwksCache(issuer, keys, surroundings);
}
