import type { Answer, Requirements } from '#libs/client';

import type { Effect, Output, Step } from './events.js';
import type { DialogState, Restriction, StepUp } from './state.js';
import { CLOSED, RESTRICTIONS } from './state.js';
import { judged } from './validity.js';

/** Fresh, whatever was typed the last time. */
export const opened = (): Step => ({
  state: { ...CLOSED, phase: 'loading' },
  effects: [{ type: 'load' }],
});

/** What there is to do is known, or why it is not. Texts that were typed meanwhile stay. */
export function loaded(state: DialogState, answer: Answer<Requirements>): Step {
  if (state.phase !== 'loading') return { state };
  if (answer.kind === 'unreachable') return { state: { ...state, phase: 'unavailable' } };
  if (answer.kind === 'refused') {
    if (answer.status === 401) return signedOut(state);
    if (answer.status === 403) return restricted(state, answer.code, answer.status);
    return { state: { ...state, phase: 'unavailable' } };
  }
  const { action, reason = '', policy, must_change: mustChange } = answer.body;
  if (action === 'none') return restricted({ ...state, policy }, reason, 405);
  const known: DialogState = { ...state, policy, mode: action, mustChange };
  const shown = { ...known, requirements: judged(known) };
  const due = stepUpOf(answer.body);
  return due
    ? { state: { ...shown, phase: 'step_up', stepUp: due } }
    : { state: { ...shown, phase: 'ready' } };
}

export const signedOut = (state: DialogState): Step => ({
  state: { ...withoutSecrets(state), phase: 'unauthenticated' },
  output: { state: 'unauthenticated' },
});

/** Says why, and that nothing which is typed would help. */
export function restricted(state: DialogState, code: string, status: number): Step {
  const restriction: Restriction = RESTRICTIONS.find((one) => one === code) ?? 'forbidden';
  const output: Output = { state: 'restricted', error: restriction, status };
  return { state: { ...withoutSecrets(state), phase: 'restricted', restriction }, output };
}

/** A password is kept no longer than it can be sent. */
export const withoutSecrets = ({ key: _key, ...state }: DialogState): DialogState => ({
  ...state,
  texts: CLOSED.texts,
  visible: CLOSED.visible,
  sent: 0,
});

function stepUpOf({ proof, max_age, acr_values }: Requirements): StepUp | undefined {
  const due = proof.some((one) => one === 'recent_login' || one === 'second_factor');
  if (!due) return undefined;
  return {
    ...(max_age !== undefined && { maxAge: max_age }),
    ...(acr_values !== undefined && { acrValues: acr_values }),
  };
}

/** The host has proven it: what was typed is sent again, otherwise what there is to do asked again. */
export function proven(state: DialogState): Step {
  if (state.phase === 'unauthenticated') return opened();
  if (state.phase !== 'step_up') return { state };
  const { stepUp: _stepUp, ...rest } = state;
  if (rest.key === undefined) {
    return { state: { ...rest, phase: 'loading' }, effects: [{ type: 'load' }] };
  }
  const effects: Effect[] = [{ type: 'submit', key: rest.key, delayMs: 0 }];
  return {
    state: { ...rest, phase: 'submitting', sent: 1 },
    effects,
    output: { state: 'loading' },
  };
}
