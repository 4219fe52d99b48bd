import type { Evaluation, PublishedPolicy, PublishedRequirement } from '#libs/client';
import type { State, Strength } from '#libs/password-policy';

/** Which password is typed: the one in force, the new one, or the new one once more. */
export type Field = 'current' | 'next' | 'again';

/**
 * Where the dialog is. `loading`: it learns what there is to do. `ready`: somebody types.
 * `submitting`: an answer is due. `updated`: it is done. The others say what is in the way.
 */
export type Phase =
  | 'closed'
  | 'loading'
  | 'ready'
  | 'submitting'
  | 'updated'
  | 'unauthenticated'
  | 'step_up'
  | 'restricted'
  | 'unavailable';

/** A rule as it is shown: `unknown` until somebody who can tell was asked. */
export interface ShownRequirement extends PublishedRequirement {
  readonly state: State;
}

/** What is told about the last attempt, beside the field that it is about. */
export interface Complaint {
  readonly code: ComplaintCode;
  readonly about: Field | 'form';
  readonly retryAfterSeconds?: number;
  readonly changeableAt?: string;
}

export const COMPLAINTS = [
  'invalid_current_password',
  'password_breached',
  'password_policy_violated',
  'password_too_young',
  'changed_meanwhile',
  'too_many_attempts',
  'temporarily_overloaded',
  'breach_check_unavailable',
  'outcome_unknown',
  'unreachable',
  'unexpected',
] as const;
export type ComplaintCode = (typeof COMPLAINTS)[number];

/** Why the password cannot be written here, whatever is typed. */
export const RESTRICTIONS = [
  'password_not_enabled',
  'managed_identity',
  'contact_not_verified',
  'quarantined',
  'forbidden',
] as const;
export type Restriction = (typeof RESTRICTIONS)[number];

/** What has to be proven first (RFC 9470). */
export interface StepUp {
  readonly maxAge?: number;
  readonly acrValues?: string;
}

export interface DialogState {
  readonly phase: Phase;
  /** Change where a password exists, set where none does. */
  readonly mode: 'change' | 'set';
  /** An admin or the password's age wants it changed. */
  readonly mustChange: boolean;
  readonly policy?: PublishedPolicy;
  readonly texts: Readonly<Record<Field, string>>;
  readonly visible: Readonly<Record<Field, boolean>>;
  readonly requirements: readonly ShownRequirement[];
  /** What the server said of the very text that is in the field. */
  readonly evaluation?: Evaluation;
  readonly strength?: Strength;
  readonly complaint?: Complaint;
  readonly restriction?: Restriction;
  readonly stepUp?: StepUp;
  /** Of an attempt whose outcome is not known: the same again is the same request. */
  readonly key?: string;
  /** How often this attempt was sent. */
  readonly sent: number;
}

export const CLOSED: DialogState = {
  phase: 'closed',
  mode: 'change',
  mustChange: false,
  texts: { current: '', next: '', again: '' },
  visible: { current: false, next: false, again: false },
  requirements: [],
  sent: 0,
};
