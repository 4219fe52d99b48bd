import type { SessionAnchor, TenantId } from '#libs/identity';

import type { AmrMeaning } from './authentication-methods.js';
import type { Algorithm, KeySet } from './json-web-keys.js';

/** Where an issuer's public keys are found. */
export type KeySource = { readonly kind: 'inline'; readonly keys: KeySet } | RemoteKeySource;

export type RemoteKeySource =
  | { readonly kind: 'jwks'; readonly uri: string }
  | { readonly kind: 'discovery'; readonly uri: string };

/** What an issuer calls the claims that are not the same everywhere. */
export interface ClaimNames {
  readonly sid: string;
  readonly auth_time: string;
  readonly amr: string;
  readonly acr: string;
  readonly tenant: string;
  readonly epoch: string;
  readonly scope: string;
}

export interface TrustedIssuer {
  /** `iss`, byte for byte. */
  readonly issuer: string;
  /** Tenants whose home it is: its `sub` is their subject. */
  readonly homeOf: ReadonlySet<TenantId>;
  /** Every tenant that it may assert, its home ones included. */
  readonly tenants: ReadonlySet<TenantId>;
  readonly keys: KeySource;
  /** Audiences of which a person's token must name one. */
  readonly audience: ReadonlySet<string>;
  readonly algorithms: ReadonlySet<Algorithm>;
  /** Accepted media types, as `mediaType` spells them. */
  readonly types: ReadonlySet<string>;
  readonly claims: ClaimNames;
  readonly amr: ReadonlyMap<string, AmrMeaning>;
  readonly multiFactorAcr: ReadonlySet<string>;
  readonly anchor: SessionAnchor['kind'];
  /** How far its clock may be from ours when a session is judged by the cut-off. */
  readonly skewSeconds: number;
  /** Whether it may speak for programs on the internal interface. */
  readonly services: boolean;
}

/** Every issuer that we trust, fixed for the life of the process. */
export class Issuers {
  readonly #byName: ReadonlyMap<string, TrustedIssuer>;

  constructor(readonly all: readonly TrustedIssuer[]) {
    this.#byName = new Map(all.map((issuer) => [issuer.issuer, issuer]));
  }

  named(issuer: string): TrustedIssuer | undefined {
    return this.#byName.get(issuer);
  }

  ofTenant(tenant: TenantId): readonly TrustedIssuer[] {
    return this.all.filter(({ tenants }) => tenants.has(tenant));
  }
}

/** RFC 7515 §4.1.9: case does not matter, and `application/` may be left out. */
export function mediaType(typ: string): string {
  const lower = typ.toLowerCase();
  return lower.startsWith('application/') ? lower.slice('application/'.length) : lower;
}
