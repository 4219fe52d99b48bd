import type { Evaluation } from '#libs/client';
import type { Strength } from '#libs/password-policy';

import type { Effect, Output, Step } from './events.js';
import type { DialogState, Field } from './state.js';
import { judged, lacking } from './validity.js';

/** What is known of a text is known of that text alone. */
export function typed(state: DialogState, field: Field, text: string): Step {
  const { complaint: _complaint, key: _key, ...kept } = state;
  const { evaluation: _evaluation, strength: _strength, ...fresh } = kept;
  const base = field === 'next' ? fresh : kept;
  const next = { ...base, texts: { ...state.texts, [field]: text }, sent: 0 };
  const shown: DialogState = { ...next, requirements: judged(next) };
  return { state: shown, effects: effectsOf(shown, field), output: outputOf(shown, field) };
}

/** The server is asked once everything that can be judged here is met. */
function effectsOf({ texts, requirements }: DialogState, field: Field): readonly Effect[] {
  const text = texts.next;
  if (field !== 'next' || text === '') return [];
  const estimate: Effect = { type: 'estimate', text };
  const met = requirements.every((one) => one.state !== 'unsatisfied');
  return met ? [estimate, { type: 'evaluate', text }] : [estimate];
}

function outputOf(state: DialogState, field: Field): Output {
  const validation = lacking(state);
  return {
    ...(field === 'current' ? { currentPassword: 'updated' } : { newPassword: 'updated' }),
    ...(validation && { validation }),
  };
}

export function toggled(state: DialogState, field: Field): Step {
  const passwordVisible = !state.visible[field];
  const visible = { ...state.visible, [field]: passwordVisible };
  return { state: { ...state, visible }, output: { passwordVisible } };
}

export function estimated(state: DialogState, text: string, strength: Strength): Step {
  if (text !== state.texts.next) return { state };
  const next = { ...state, strength };
  return { state: { ...next, requirements: judged(next) } };
}

/** An answer about a text that is no longer there says nothing. */
export function evaluated(state: DialogState, text: string, evaluation: Evaluation): Step {
  if (text !== state.texts.next) return { state };
  const next = { ...state, evaluation };
  const shown: DialogState = { ...next, requirements: judged(next) };
  const validation = lacking(shown);
  return validation ? { state: shown, output: { validation } } : { state: shown };
}
