import type { Answer, Operation, State } from './state.js';
import { apply, guessed, hasEnded } from './state.js';

export interface Told {
  readonly operation: Operation;
  readonly answer: Answer;
}

const COMMITS = new Set<Operation['kind']>([
  ...(['change', 'set', 'reset', 'import', 'remove', 'require'] as const),
]);

const commits = ({ operation, answer }: Told): boolean =>
  answer === 'done' && COMMITS.has(operation.kind);

/**
 * Everything that may have become of operations which ran at the same time and were told these
 * answers: for every order in which one after the other would have been told the same. Somebody who
 * was right but beaten has changed nothing, and somebody else must have.
 */
export function legalOutcomes(state: State, told: readonly Told[]): readonly State[] {
  return orders(told).flatMap((order) => {
    let now = state;
    for (const one of order) {
      if (beaten(one, told)) continue;
      const next = after(now, one, { before: state, told });
      if (!next) return [];
      now = next;
    }
    return [now];
  });
}

interface Beginning {
  readonly before: State;
  readonly told: readonly Told[];
}

/** What it leaves behind. Undefined: nobody would have been told this then. */
function after(now: State, one: Told, { before, told }: Beginning): State | undefined {
  // Who guesses at a password while its owner takes it away has guessed all the same.
  if (one.answer === 'wrong' && now.password === undefined && told.some(hasRemoved)) {
    return guessed(now, 'owner');
  }
  const [answer, next] = apply(now, arrived(before, one));
  return answer === one.answer ? next : undefined;
}

const hasRemoved = ({ operation, answer }: Told): boolean =>
  operation.kind === 'remove' && answer === 'done';

/**
 * Sessions and waits are judged on arrival: who was let in and guessed wrong has guessed, although a
 * change that ended the session was faster, or somebody else's guess after which all wait.
 */
function arrived(before: State, { operation, answer }: Told): Operation {
  if (operation.kind === 'verify') {
    return { ...operation, letIn: answer !== 'waits' && !before.stranger.waiting };
  }
  if (!('session' in operation) || answer === 'session ended') return operation;
  const { session: its } = operation;
  const session = hasEnded(before, its) ? its : { ...its, epoch: Infinity };
  if (operation.kind === 'set') return { ...operation, session };
  return { ...operation, session, letIn: answer !== 'waits' && !before.owner.waiting };
}

function beaten(one: Told, all: readonly Told[]): boolean {
  const { kind } = one.operation;
  const lost =
    ((kind === 'change' || kind === 'remove') && one.answer === 'changed meanwhile') ||
    (kind === 'set' && one.answer === 'already set') ||
    (kind === 'reset' && one.answer === 'reset has died');
  return lost && all.some((other) => other !== one && commits(other));
}

function orders<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((first, at) =>
    orders(items.filter((_, other) => other !== at)).map((rest) => [first, ...rest]),
  );
}
