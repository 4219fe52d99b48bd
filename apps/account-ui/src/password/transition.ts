import type { DialogEvent, Step } from './events.js';
import { loaded, opened, proven } from './opening.js';
import type { DialogState } from './state.js';
import { CLOSED } from './state.js';
import { answered, submitted } from './submitting.js';
import { estimated, evaluated, toggled, typed } from './typing.js';

/** What happens next. Pure: the same state and event always give the same step. */
export function transition(state: DialogState, event: DialogEvent): Step {
  switch (event.type) {
    case 'opened':
      return opened();
    case 'loaded':
      return loaded(state, event.answer);
    case 'typed':
      return state.phase === 'ready' ? typed(state, event.field, event.text) : { state };
    case 'toggled':
      return toggled(state, event.field);
    case 'estimated':
      return estimated(state, event.text, event.strength);
    case 'evaluated':
      return evaluated(state, event.text, event.evaluation);
    case 'submitted':
      return submitted(state, event.key);
    case 'answered':
      return answered(state, event.answer);
    case 'proven':
      return proven(state);
    case 'step_up_asked':
      return { state, effects: [{ type: 'step_up', asked: state.stepUp ?? {} }] };
    case 'sign_in_asked':
      return { state, effects: [{ type: 'navigate', to: 'sign-in' }] };
    case 'reset_asked':
      return { state, effects: [{ type: 'navigate', to: 'reset-password' }] };
    case 'cancelled':
    case 'dismissed':
      return left(state);
  }
}

/** Nothing typed stays behind. What is under way cannot be called back, so its answer is waited for. */
function left(state: DialogState): Step {
  if (state.phase === 'submitting') return { state };
  const told = state.phase === 'closed' || state.phase === 'updated';
  return told ? { state: CLOSED } : { state: CLOSED, effects: [{ type: 'close' }] };
}
