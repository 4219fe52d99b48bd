import type { ChangeId, ChangeReason, Standing, SubjectId, VerificationType } from '#libs/identity';
import type { AgeExemption, PersonAndPlace, Policy } from '#libs/password-policy';

import type { BreachRecord } from './breach-check.js';
import type { OwnRangeServer } from './ports/breach-corpus.js';
import type { DeniedWords } from './ports/word-lists.js';

/** Why somebody else may ask for another password. */
export const REQUESTED_REASONS = [
  'requested_by_admin',
  'requested_by_service',
  'compromised',
] as const;
export type RequestedReason = (typeof REQUESTED_REASONS)[number];

/** Why somebody else does anything to an account; the person may have called. */
export const SUPPORT_REASONS = [...REQUESTED_REASONS, 'requested_by_person'] as const;
export type SupportReason = (typeof SUPPORT_REASONS)[number];

/** A subject's binding to a password hash. */
export interface PasswordCredential {
  /** Counts every change of what is in force; what a compare-and-swap compares. */
  readonly version: number;
  /** The sealed hash. Opaque to everybody but the hashing adapter. */
  readonly envelope: string;
  /** The change that wrote the envelope; part of what the envelope is bound to. */
  readonly changeId: ChangeId;
  /** Judged by the database's clock, so that replicas agree. */
  readonly changedWithinLastMinute: boolean;
  /** Seconds until its owner, who has changed it often, may change it again; 0 when now. */
  readonly changeWaitSeconds: number;
  readonly changedAt: Date;
  /** Set: only the change flow is open. Cleared by every change. */
  readonly mustChange?: ChangeReason;
  /** What the last look for breaches has shown, and when that was; never, if absent. */
  readonly breach: BreachRecord & { readonly checkedAt?: Date };
  /** When it was first seen not to meet a policy that had grown stricter. */
  readonly tightenedAt?: Date;
}

/** Words that a password of this person must not be made of. */
export interface PasswordContext {
  readonly about: PersonAndPlace;
  /** The tenant's own list. */
  readonly deniedWords: DeniedWords;
}

/** A policy that is tried out on somebody's passwords, as it would bind them. */
export interface ShadowPolicy {
  /** Whose document it would replace; undefined: the whole tenant's. */
  readonly group: string | undefined;
  readonly version: number;
  readonly policy: Policy;
}

/** Everything one request of a person is judged by, as it stood when the request arrived. */
export interface Account {
  readonly subject: SubjectId;
  /** The primary's clock at the read: what ages are measured against. */
  readonly asOf: Date;
  readonly standing: Standing;
  /** The enterprise provider that owns this identity, where one does. */
  readonly managedBy?: string;
  readonly quarantined: boolean;
  readonly hasVerifiedContact: boolean;
  /** Of what the tenant allows, the types that the person has enrolled; PASSWORD is never among them. */
  readonly enrolled: ReadonlySet<VerificationType>;
  readonly tenant: {
    readonly passwordEnabled: boolean;
    readonly secondFactorRequired: boolean;
    /** Asked in place of the operator's, where the policy lets one be asked. */
    readonly rangeServer?: OwnRangeServer;
  };
  /** Platform, tenant and groups together, as they apply to this person. */
  readonly policy: Policy;
  /** Counts up with every change of a document that applies to this person. */
  readonly policyVersion: number;
  /** Those that still hold. */
  readonly exemptions: readonly AgeExemption[];
  /** What is tried out beside it; mostly nothing. */
  readonly shadows: readonly ShadowPolicy[];
  readonly context: PasswordContext;
  readonly credential?: PasswordCredential;
  /** Seconds until whoever asks, the owner on arrival, may try again; 0 when now. */
  readonly waitSeconds: number;
  /** Their failures since the last success. */
  readonly failures: number;
}
