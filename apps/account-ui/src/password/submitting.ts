import type { Answer, Refused } from '#libs/client';

import type { Step } from './events.js';
import { restricted, signedOut, withoutSecrets } from './opening.js';
import { complaintOf, violated } from './refusals.js';
import type { Complaint, DialogState } from './state.js';
import { canSubmit, lacking } from './validity.js';

/** A lost answer is asked for again this often before a person is. */
const TRIES = 3;

/** Milliseconds: long enough for a connection to come back, short enough to be waited for. */
const PAUSE_MS = 1_500;

export function submitted(state: DialogState, freshKey: string): Step {
  const validation = lacking(state);
  if (!canSubmit(state)) return validation ? { state, output: { validation } } : { state };
  const { complaint: _complaint, ...rest } = state;
  const key = state.key ?? freshKey;
  return {
    state: { ...rest, phase: 'submitting', key, sent: 1 },
    effects: [{ type: 'submit', key, delayMs: 0 }],
    output: { state: 'loading' },
  };
}

export function answered(state: DialogState, answer: Answer<unknown>): Step {
  if (state.phase !== 'submitting') return { state };
  if (answer.kind === 'unreachable') return lost(state, 'unreachable', PAUSE_MS);
  if (answer.kind === 'refused') return refused(state, answer);
  return {
    state: { ...withoutSecrets(state), phase: 'updated' },
    effects: [{ type: 'close' }],
    output: { state: 'password_updated' },
  };
}

/** Sent again under the same key, so that it is done once at most; then it is for a person to say. */
function lost(state: DialogState, code: Complaint['code'], delayMs: number): Step {
  const { key, sent } = state;
  if (key !== undefined && sent < TRIES) {
    const effects = [{ type: 'submit', key, delayMs } as const];
    return { state: { ...state, sent: sent + 1 }, effects };
  }
  const complaint: Complaint = { code, about: 'form' };
  return { state: { ...state, phase: 'ready', complaint }, output: { error: code } };
}

function refused(state: DialogState, answer: Refused): Step {
  const { status, code, challenge } = answer;
  if (code === 'request_in_flight') {
    return lost(state, 'unreachable', (answer.retryAfterSeconds ?? 1) * 1000);
  }
  if (challenge || code === 'insufficient_user_authentication') {
    return { state: { ...state, phase: 'step_up', stepUp: challenge ?? {} } };
  }
  if (status === 401) return signedOut(state);
  if (status === 405 || status === 403) return restricted(state, code, status);
  // Somebody else, or this person in another tab, was here: there is something else to do now.
  if (code === 'no_password_set' || code === 'password_already_set') {
    const reloaded = { ...withoutSecrets(state), phase: 'loading' } as const;
    return { state: reloaded, effects: [{ type: 'load' }] };
  }
  return complained(state, answer);
}

/** Only an attempt whose outcome is open keeps its key. */
function complained(state: DialogState, answer: Refused): Step {
  const complaint = complaintOf(answer);
  const { key, ...rest } = state;
  const open = answer.status >= 500 && key !== undefined;
  const shown = { ...rest, ...(open && { key }), phase: 'ready' as const, complaint };
  const violations = violated(answer);
  const requirements = state.requirements.map((one) =>
    violations.has(one.code) ? { ...one, state: 'unsatisfied' as const } : one,
  );
  return {
    state: { ...shown, requirements },
    output: {
      error: complaint.code,
      ...(answer.status === 422 && { validation: 'invalid' }),
    },
  };
}
