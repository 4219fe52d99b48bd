import type { SubjectId, TenantId } from './ids.js';
import type { Secret } from './secret.js';
import type { SessionAnchor, SessionMark } from './session.js';

/** The kinds of proof that authentication factors come in (NIST SP 800-63-4 §2.3.1). */
export type FactorKind = 'knowledge' | 'possession' | 'inherence';

/** Who asks now, as the token proves it. What the database knows of the subject is not in it. */
export interface Caller {
  readonly tenant: TenantId;
  readonly issuer: string;
  /** The token's `sub`, byte for byte. */
  readonly sub: SubjectId;
  /**
   * Whether the issuer is the tenant's home, so that `sub` is the subject itself. People of any
   * other issuer are found through their link, never by an equal `sub`.
   */
  readonly home: boolean;
  readonly session: SessionMark;
  readonly anchor: SessionAnchor;
  /** When the person last authenticated. Missing counts as long ago (ASVS 5.0 6.8.4). */
  readonly authTime?: Date;
  /** The kinds that `amr` shows, through the issuer's map. EMAIL shows none. */
  readonly factorKinds: ReadonlySet<FactorKind>;
  /** The issuer itself says multi-factor: `mfa` in `amr`, or one of its configured `acr` values. */
  readonly multiFactor: boolean;
  readonly scopes: ReadonlySet<string>;
}

/** A program that asks on its own behalf, with what its `service_client` row still grants. */
export interface ServiceCaller {
  readonly client: string;
  readonly issuer: string;
  readonly tenants: ReadonlySet<TenantId> | 'all';
  readonly scopes: ReadonlySet<string>;
}

/** Where a request comes from, for the journal and the mail. Never a part of a body. */
export interface Origin {
  /** Canonical text form of the address. */
  readonly ip?: string;
  readonly requestId: string;
  /** The web origin of the page that asked, where a browser says that it is none of ours. */
  readonly page?: string;
  readonly repeatable?: Repeatable;
  /** Whether whoever asked has hung up, so that nobody will read the answer. */
  readonly isGone?: () => boolean;
}

/** A request that its client may send again, and whose first answer it then wants. */
export interface Repeatable {
  /** The `Idempotency-Key` header as it was sent. */
  readonly key: Secret;
  /** In which this request is answered; a repetition is answered in that of the first. */
  readonly language: string;
}

/** Two different kinds, or the issuer's own word for it. The same kind twice is one factor (R18). */
export const showsSecondFactor = (caller: Caller): boolean =>
  caller.multiFactor || caller.factorKinds.size >= 2;
