import type { Answer, Requirements } from '#libs/client';

import type { DialogEvent, Effect, Output } from '../../../apps/account-ui/src/password/events.js';
import type { DialogState } from '../../../apps/account-ui/src/password/state.js';
import { CLOSED } from '../../../apps/account-ui/src/password/state.js';
import { transition } from '../../../apps/account-ui/src/password/transition.js';

export const GOOD = 'three calm harbours';

/** What the service answers about somebody of a tenant with the standard policy. */
export const requirements = (more: Partial<Requirements> = {}): Requirements => ({
  action: 'change',
  proof: ['current_password'],
  must_change: false,
  policy: {
    preset: 'nist-800-63b-4',
    version: 1,
    requirements: [
      { code: 'too_short', minimum: 15, text: 'At least 15 characters' },
      { code: 'too_long', maximum: 128, text: 'At most 128 characters' },
      { code: 'breached', at_least: 1, text: 'Not in any list' },
      { code: 'same_as_current', text: 'Not the current one' },
      { code: 'used_before', remembered: 4, text: 'None of the last 4' },
    ],
    passwordrules: 'minlength: 15;',
    limits: { maximum: 128, bytes: 1024 },
  },
  ...more,
});

export const ok = <Body>(body: Body): Answer<Body> => ({ kind: 'ok', status: 200, body });

export const refusal = (status: number, code: string, more: object = {}): Answer<never> => ({
  kind: 'refused',
  status,
  code,
  body: {},
  ...more,
});

/** A dialog that remembers everything it asked for and told. */
export class Played {
  state: DialogState = CLOSED;
  readonly effects: Effect[] = [];
  readonly outputs: Output[] = [];

  send(...events: readonly DialogEvent[]): this {
    for (const event of events) {
      const { state, effects = [], output } = transition(this.state, event);
      this.state = state;
      this.effects.push(...effects);
      if (output) this.outputs.push(output);
    }
    return this;
  }

  get lastEffect(): Effect | undefined {
    return this.effects.at(-1);
  }

  get lastOutput(): Output | undefined {
    return this.outputs.at(-1);
  }

  stateOf(code: string): string | undefined {
    return this.state.requirements.find((one) => one.code === code)?.state;
  }
}

export const type = (field: 'current' | 'next' | 'again', text: string): DialogEvent => ({
  type: 'typed',
  field,
  text,
});

/** Open, with what there is to do known. */
export const ready = (more: Partial<Requirements> = {}): Played =>
  new Played().send({ type: 'opened' }, { type: 'loaded', answer: ok(requirements(more)) });

/** Typed well and sent. */
export const sent = (more: Partial<Requirements> = {}): Played =>
  ready(more).send(type('current', 'Test1234%'), type('next', GOOD), type('again', GOOD), {
    type: 'submitted',
    key: 'key-1',
  });

export const answer = (played: Played, given: Answer<unknown>): Played =>
  played.send({ type: 'answered', answer: given });
