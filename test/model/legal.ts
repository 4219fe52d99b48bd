import type { Answer, Operation, State } from './state.js';
import { apply, hasEnded } from './state.js';

export interface Told {
  readonly operation: Operation;
  readonly answer: Answer;
}

const COMMITS = new Set<Operation['kind']>(['change', 'set', 'reset', 'require']);

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
      const [answer, next] = apply(now, arrived(state, one));
      if (answer !== one.answer) return [];
      now = next;
    }
    return [now];
  });
}

/**
 * Sessions are judged on arrival: who was let in and guessed wrong has guessed, although a change that
 * ended the session was faster.
 */
function arrived(state: State, { operation, answer }: Told): Operation {
  if (!('session' in operation) || answer === 'session ended') return operation;
  const { session } = operation;
  return hasEnded(state, session)
    ? operation
    : { ...operation, session: { ...session, epoch: Infinity } };
}

function beaten(one: Told, all: readonly Told[]): boolean {
  const { kind } = one.operation;
  const lost =
    (kind === 'change' && one.answer === 'changed meanwhile') ||
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
