import type { IdentifierType, Password, SubjectId, TenantId } from '#libs/identity';

export interface LegacyQuestion {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** As the person named themselves, in the spelling that is stored; absent: by the subject. */
  readonly identifier?: { readonly type: IdentifierType; readonly value: string };
  readonly password: Password;
}

/** `unknown`: it could not be asked, or has said nothing that can be believed. */
export type LegacyAnswer = 'valid' | 'invalid' | 'unknown';

/** Other software that still knows the passwords of people who have none here yet. */
export abstract class LegacyVerifier {
  /** The longest that an answer is waited for; no answer comes later. Milliseconds. */
  abstract readonly timeoutMs: number;

  /** Whether it has given no answer lately, so that nobody's "no" can be told from its silence. */
  abstract readonly silent: boolean;

  /** Asks at most once, and never throws: whoever must know asks again later. */
  abstract verify(question: LegacyQuestion): Promise<LegacyAnswer>;
}

export abstract class LegacyVerifiers {
  /** Undefined: this tenant has nobody else to ask. */
  abstract of(tenant: TenantId): LegacyVerifier | undefined;
}

/** The password can be told neither right nor wrong. */
export type LegacyUnavailable = {
  readonly code: 'legacy_verifier_unavailable';
  readonly retryAfterSeconds: number;
};
