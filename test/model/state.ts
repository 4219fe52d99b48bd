/** What is known of one person, as anybody could follow it with pencil and paper. */
export interface State {
  readonly password: string | undefined;
  readonly mustChange: boolean;
  readonly epoch: number;
  /** The session that the last change has kept. */
  readonly kept: string | undefined;
  readonly owner: Tries;
  readonly stranger: Tries;
  /** One for each commit, in order. */
  readonly events: readonly string[];
}

export interface Tries {
  readonly failures: number;
  readonly waiting: boolean;
}

export interface Session {
  readonly token: string;
  readonly epoch: number;
}

export type Operation =
  | {
      readonly kind: 'change';
      readonly session: Session;
      readonly current: string;
      readonly next: string;
    }
  | { readonly kind: 'set'; readonly session: Session; readonly next: string }
  | { readonly kind: 'reset'; readonly next: string }
  | { readonly kind: 'verify'; readonly password: string }
  | { readonly kind: 'require' }
  | { readonly kind: 'rotate' };

export type Answer =
  | 'done'
  | 'wrong'
  | 'no password'
  | 'already set'
  | 'waits'
  | 'changed meanwhile'
  | 'session ended'
  | 'reset has died'
  | 'verified'
  | 'verified, must change'
  | 'not verified';

const UNTRIED: Tries = { failures: 0, waiting: false };

/** Waits begin with the fifth failure in a row (product's limits on attempts). */
const FIRST_WAIT = 5;

export const FRESH: State = {
  ...{ password: undefined, mustChange: false, epoch: 0, kept: undefined },
  ...{ owner: UNTRIED, stranger: UNTRIED, events: [] },
};

export const rested = (state: State): State => ({
  ...state,
  owner: { ...state.owner, waiting: false },
  stranger: { ...state.stranger, waiting: false },
});

type Step = readonly [Answer, State];

/** What one operation is answered, and what it leaves, if nobody else is there. */
export function apply(state: State, operation: Operation): Step {
  switch (operation.kind) {
    case 'change':
      return changed(state, operation);
    case 'set':
      if (hasEnded(state, operation.session)) return ['session ended', state];
      if (state.password !== undefined) return ['already set', state];
      return ['done', installed(state, operation.next, 'password_set', operation.session)];
    case 'reset':
      if (state.password === undefined) return ['reset has died', state];
      return ['done', { ...installed(state, operation.next, 'password_reset'), stranger: UNTRIED }];
    case 'verify':
      return verified(state, operation.password);
    case 'require':
      if (state.password === undefined) return ['no password', state];
      return [
        'done',
        { ...state, mustChange: true, events: [...state.events, 'password_change_required'] },
      ];
    case 'rotate':
      return ['done', state];
  }
}

function changed(state: State, operation: Operation & { kind: 'change' }): Step {
  const { session, current, next } = operation;
  if (hasEnded(state, session)) return ['session ended', state];
  if (state.password === undefined) return ['no password', state];
  if (state.owner.waiting) return ['waits', state];
  if (current !== state.password) return ['wrong', { ...state, owner: failed(state.owner) }];
  return ['done', installed(state, next, 'password_changed', session)];
}

function verified(state: State, password: string): Step {
  if (state.stranger.waiting) return ['waits', state];
  if (password !== state.password) {
    return ['not verified', { ...state, stranger: failed(state.stranger) }];
  }
  const answer = state.mustChange ? 'verified, must change' : 'verified';
  return [answer, { ...state, stranger: UNTRIED }];
}

export const hasEnded = (state: State, { token, epoch }: Session): boolean =>
  epoch < state.epoch && token !== state.kept;

const installed = (state: State, next: string, event: string, keep?: Session): State => ({
  ...state,
  ...{ password: next, mustChange: false, epoch: state.epoch + 1, kept: keep?.token },
  owner: UNTRIED,
  events: [...state.events, event],
});

const failed = ({ failures }: Tries): Tries => ({
  failures: failures + 1,
  waiting: failures + 1 >= FIRST_WAIT,
});
