import type { PublishedPolicy } from '#libs/client';
import type { State, Strength } from '#libs/password-policy';
import { pageJudge } from '#libs/password-policy';

/** By what somebody wants to be reached. */
export type Way = 'link' | 'code' | 'sms';

/**
 * Where a reset is. `ask`: who is it. `sent`: a link is on its way. `code`: a code is, or a second one.
 * `factor`: the second proof is one that the sign-in service looks at. `password`: it is proven. `done`: the new password is in force.
 */
export type ResetStep = 'ask' | 'sent' | 'code' | 'factor' | 'password' | 'done';

export const RESET_TROUBLES = [
  'invalid_reset_proof',
  'password_policy_violated',
  'password_breached',
  'too_many_attempts',
  'password_not_enabled',
  'unreachable',
  'unexpected',
] as const;
export type ResetTrouble = (typeof RESET_TROUBLES)[number];

export interface ResetState {
  readonly step: ResetStep;
  readonly busy: boolean;
  readonly way: Way;
  /** By what the code comes that is asked for now. */
  readonly medium: 'EMAIL' | 'SMS';
  /** Whether it is the second one. */
  readonly second: boolean;
  readonly request: string;
  readonly exchange: string;
  readonly next: string;
  readonly again: string;
  readonly visible: boolean;
  readonly policy?: PublishedPolicy;
  readonly strength?: Strength;
  /** What the server found wrong with the very password that is in the field. */
  readonly violations: readonly string[];
  readonly trouble?: ResetTrouble;
}

export const BEGINNING: ResetState = {
  step: 'ask',
  busy: false,
  way: 'link',
  medium: 'EMAIL',
  second: false,
  request: '',
  exchange: '',
  next: '',
  again: '',
  visible: false,
  violations: [],
};

export interface ShownRule {
  readonly code: string;
  readonly text: string;
  readonly state: State;
}

/** The rules as they stand; nobody is signed in, so the rest is told when it is sent. */
export function rulesOf({ policy, next, strength, violations }: ResetState): readonly ShownRule[] {
  const rules = policy?.requirements ?? [];
  const published = rules.map((one) => ({ code: one.code, parameters: one }));
  const states = next === '' ? [] : pageJudge(published)(next, strength);
  return rules.map(({ code, text }, index) => ({
    code,
    text,
    state: violations.includes(code) ? 'unsatisfied' : (states[index]?.state ?? 'unknown'),
  }));
}

export const canSend = (state: ResetState): boolean =>
  state.next !== '' &&
  state.next === state.again &&
  rulesOf(state).every((rule) => rule.state !== 'unsatisfied');
