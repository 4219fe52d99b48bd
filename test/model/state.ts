/** What is known of one person, as anybody could follow it with pencil and paper. */
export interface State {
  readonly password: string | undefined;
  readonly mustChange: boolean;
  readonly epoch: number;
  /** The session that the last change has kept. */
  readonly kept: string | undefined;
  readonly owner: Tries;
  readonly stranger: Tries;
  /** One for each commit that is told, in order. */
  readonly events: readonly string[];
}

export interface Tries {
  readonly failures: number;
  readonly waiting: boolean;
  /** Waiting does not help any more. */
  readonly closed: boolean;
}

export interface Session {
  readonly token: string;
  readonly epoch: number;
}

/** Whoever came before a wait that has begun since is not stopped by it. */
interface Guess {
  readonly letIn?: boolean;
}

export type Operation =
  | (Guess & {
      readonly kind: 'change';
      readonly session: Session;
      readonly current: string;
      readonly next: string;
    })
  | (Guess & { readonly kind: 'remove'; readonly session: Session; readonly current: string })
  | { readonly kind: 'set'; readonly session: Session; readonly next: string }
  | { readonly kind: 'reset' | 'import'; readonly next: string }
  | (Guess & { readonly kind: 'verify'; readonly password: string })
  | { readonly kind: 'require' | 'unlock' | 'rotate' };

export type Answer =
  | 'done'
  | 'nothing was locked'
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

export type Guesser = 'owner' | 'stranger';

const UNTRIED: Tries = { failures: 0, waiting: false, closed: false };

/** Waits begin with the fifth failure in a row (product's limits on attempts). */
const FIRST_WAIT = 5;

/** Of a hundred failures the owner may make half, strangers a quarter (the same). */
const MOST_FAILURES: Readonly<Record<Guesser, number>> = { owner: 50, stranger: 25 };

export const FRESH: State = {
  ...{ password: undefined, mustChange: false, epoch: 0, kept: undefined },
  ...{ owner: UNTRIED, stranger: UNTRIED, events: [] },
};

export const rested = (state: State): State => ({
  ...state,
  owner: { ...state.owner, waiting: state.owner.closed },
  stranger: { ...state.stranger, waiting: state.stranger.closed },
});

/** One more failure closes the way. */
export const worn = (state: State, whose: Guesser): State => ({
  ...state,
  [whose]: { failures: MOST_FAILURES[whose] - 1, waiting: false, closed: false },
});

type Step = readonly [Answer, State];

/** What one operation is answered, and what it leaves, if nobody else is there. */
export function apply(state: State, operation: Operation): Step {
  switch (operation.kind) {
    case 'change':
      return changed(state, operation);
    case 'remove':
      return removed(state, operation);
    case 'set':
      if (hasEnded(state, operation.session)) return ['session ended', state];
      if (state.password !== undefined) return ['already set', state];
      return ['done', installed(state, operation.next, 'password_set', operation.session)];
    case 'import':
      return imported(state, operation.next);
    case 'reset':
      if (state.password === undefined) return ['reset has died', state];
      return ['done', { ...installed(state, operation.next, 'password_reset'), stranger: UNTRIED }];
    case 'verify':
      return verified(state, operation);
    case 'require':
      if (state.password === undefined) return ['no password', state];
      return ['done', told({ ...state, mustChange: true }, 'password_change_required')];
    case 'unlock':
      return unlocked(state);
    case 'rotate':
      return ['done', state];
  }
}

function changed(state: State, operation: Operation & { kind: 'change' }): Step {
  const { session, current, next, letIn } = operation;
  if (hasEnded(state, session)) return ['session ended', state];
  if (state.password === undefined) return ['no password', state];
  if (state.owner.waiting && !letIn) return ['waits', state];
  if (current !== state.password) return ['wrong', guessed(state, 'owner')];
  return ['done', installed(state, next, 'password_changed', session)];
}

/** Nothing stays that was counted on it. */
function removed(state: State, operation: Operation & { kind: 'remove' }): Step {
  const { session, current, letIn } = operation;
  if (hasEnded(state, session)) return ['session ended', state];
  if (state.owner.waiting && !letIn) return ['waits', state];
  if (state.password === undefined) return ['no password', state];
  if (current !== state.password) return ['wrong', guessed(state, 'owner')];
  const gone = { password: undefined, mustChange: false, owner: UNTRIED, stranger: UNTRIED };
  const ended = { epoch: state.epoch + 1, kept: session.token };
  return ['done', told({ ...state, ...gone, ...ended }, 'password_removed')];
}

/** Its owner has done nothing: no session ends, nothing that was counted is forgotten. */
function imported(state: State, password: string): Step {
  if (state.password !== undefined) return ['already set', state];
  return ['done', told({ ...state, password }, 'password_imported')];
}

function verified(state: State, { password, letIn }: Operation & { kind: 'verify' }): Step {
  const { stranger, mustChange } = state;
  if (stranger.waiting && !letIn) return ['waits', state];
  if (password !== state.password) return ['not verified', guessed(state, 'stranger')];
  const answer = mustChange ? 'verified, must change' : 'verified';
  return [answer, { ...state, stranger: stranger.closed ? stranger : UNTRIED }];
}

function unlocked(state: State): Step {
  const locked = state.owner.failures + state.stranger.failures > 0;
  const open = { ...state, owner: UNTRIED, stranger: UNTRIED };
  return [locked ? 'done' : 'nothing was locked', told(open, 'password_unlocked')];
}

export const hasEnded = (state: State, { token, epoch }: Session): boolean =>
  epoch < state.epoch && token !== state.kept;

const installed = (state: State, next: string, event: string, keep?: Session): State =>
  told(
    {
      ...state,
      ...{ password: next, mustChange: false, epoch: state.epoch + 1, kept: keep?.token },
      owner: UNTRIED,
    },
    event,
  );

const told = (state: State, event: string): State => ({
  ...state,
  events: [...state.events, event],
});

/** One more failure of the owner's, or of a stranger's; the first that makes wait and the last are told. */
export function guessed(state: State, whose: Guesser): State {
  const failures = state[whose].failures + 1;
  const closed = state[whose].closed || failures >= MOST_FAILURES[whose];
  const next = { ...state, [whose]: { failures, waiting: failures >= FIRST_WAIT, closed } };
  if (failures === MOST_FAILURES[whose]) return told(next, 'password_locked');
  return failures === FIRST_WAIT ? told(next, 'password_attempts_failed') : next;
}
