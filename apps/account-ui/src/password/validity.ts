import { pageJudge } from '#libs/password-policy';

import type { Output } from './events.js';
import type { DialogState, ShownRequirement } from './state.js';

/** The rules as they stand for what is typed: judged here, completed by what the server said. */
export function judged(state: DialogState): readonly ShownRequirement[] {
  const { policy, texts, strength, evaluation } = state;
  const rules = policy?.requirements ?? [];
  if (texts.next === '') return rules.map((one) => ({ ...one, state: 'unknown' }));
  const published = rules.map((one) => ({ code: one.code, parameters: one }));
  const states = pageJudge(published)(texts.next, strength);
  const here = rules.map((one, index) => ({ ...one, state: states[index]?.state ?? 'unknown' }));
  if (!evaluation) return here;
  const unmet = new Set(evaluation.violations.map(({ code }) => code));
  const untold = new Set(evaluation.unknown.map((code) => UNKNOWN_AS[code] ?? code));
  return here.map((one) => {
    if (one.state !== 'unknown') return one;
    if (unmet.has(one.code)) return { ...one, state: 'unsatisfied' };
    return untold.has(one.code) ? one : { ...one, state: 'satisfied' };
  });
}

/** The server names history by what it is, the rule by what breaks it. */
const UNKNOWN_AS: Readonly<Record<string, string>> = { history: 'used_before' };

/** What is missing before anything can be sent; undefined: nothing. */
export function lacking(state: DialogState): Output['validation'] {
  const { mode, texts, requirements } = state;
  if (mode === 'change' && texts.current === '') return 'required';
  const unmet = requirements.some((one) => one.state === 'unsatisfied');
  if (texts.next === '' || unmet) return 'invalid';
  return mode === 'set' && texts.again !== texts.next ? 'invalid' : undefined;
}

export const canSubmit = (state: DialogState): boolean =>
  state.phase === 'ready' && lacking(state) === undefined;
