import type { Quota } from './quota.js';

/** One field of a request that cannot be used, and why, in words that never repeat its value. */
export interface FieldProblem {
  readonly field: string;
  readonly problem: string;
}

/** A request that never became a command. */
export type RequestRefusal =
  | { readonly code: 'invalid_request'; readonly fields: readonly FieldProblem[] }
  | { readonly code: 'body_too_large'; readonly maximumBytes: number }
  | { readonly code: 'unsupported_media_type' }
  | { readonly code: 'not_found' };

/** Why a token is not good enough; told to its owner, who can do something about it. */
export type TokenProblem = 'missing' | 'invalid' | 'expired' | 'session_ended' | 'anchor_missing';

/** Somebody who may not, or not yet. */
export type AccessRefusal =
  | { readonly code: 'invalid_token'; readonly problem: TokenProblem }
  | {
      readonly code: 'insufficient_user_authentication';
      readonly maxAgeSeconds?: number;
      readonly acrValues?: readonly string[];
    }
  | { readonly code: 'forbidden'; readonly reason: ForbiddenReason };

export type ForbiddenReason =
  | 'not_admin'
  | 'origin_not_registered'
  | 'scope_missing'
  | 'plain_http'
  | 'service_only'
  | 'interface_off'
  | 'tenant_not_granted'
  | 'password_change_due';

/** Too often in a short time: a network, a person, or somebody who is guessed at. */
export type LimitRefusal = {
  readonly code: 'too_many_attempts';
  readonly retryAfterSeconds: number;
  /** Absent where the wait itself is the limit: one try after it. */
  readonly quota?: Quota;
};

/** We cannot, for now. The only refusals for which trying the same again is right. */
export type CapacityRefusal = {
  readonly code: 'temporarily_overloaded';
  readonly retryAfterSeconds: number;
};

/** Our fault; nothing more is said to the outside. */
export type FaultRefusal = { readonly code: 'internal_error' };

/** What any interface may have to say, whatever it is about. */
export type CommonRefusal = RequestRefusal | AccessRefusal | CapacityRefusal | FaultRefusal;

/** The answer of a use case: what was done, or the expected "no". */
export type Outcome<Value, No> = Done<Value> | Refused<No>;

export interface Done<Value> {
  readonly kind: 'done';
  readonly value: Value;
}

export interface Refused<No> {
  readonly kind: 'refused';
  readonly refusal: No;
}

export const done = <Value>(value: Value): Done<Value> => ({ kind: 'done', value });
export const refused = <No>(refusal: No): Refused<No> => ({ kind: 'refused', refusal });
