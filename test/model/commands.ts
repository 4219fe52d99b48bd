import { isDeepStrictEqual } from 'node:util';
import { randomUUID } from 'node:crypto';

import type fc from 'fast-check';

import type { Person } from '../support/person.js';
import { legalOutcomes } from './legal.js';
import { carryOut } from './carry-out.js';
import type { Guesser, Operation, Session, State } from './state.js';
import { rested, worn } from './state.js';
import type { World } from './world.js';
import { asObserved, look, wearDown } from './world.js';

/** The model that commands hand on, and every password that ever was. */
export interface Model {
  state: State;
  own: Session | undefined;
  readonly used: string[];
}

export interface Real {
  readonly world: World;
  readonly person: Person;
}

type Command = fc.AsyncCommand<Model, Real>;

/** An operation before it is known what is in force when it is carried out. */
export type Wish =
  | {
      readonly kind: 'change' | 'remove';
      readonly session: 'own' | 'another';
      readonly right: boolean;
    }
  | { readonly kind: 'set'; readonly session: 'own' | 'another' }
  | { readonly kind: 'verify'; readonly right: boolean }
  | { readonly kind: 'reset' | 'import' | 'require' | 'unlock' | 'rotate' };

/** Operations that begin at the same time. */
export class Together implements Command {
  constructor(private readonly wishes: readonly Wish[]) {}

  check({ state }: Readonly<Model>): boolean {
    const resets = this.wishes.filter(({ kind }) => kind === 'reset').length;
    return resets === 0 || (resets === 1 && state.password !== undefined);
  }

  async run(model: Model, { world, person }: Real): Promise<void> {
    const before = model.state;
    const operations = this.wishes.map((wish) => operationOf(wish, model, person));
    const told = await Promise.all(
      operations.map(async (operation) => ({
        operation,
        answer: await carryOut(world, person, operation),
      })),
    );
    const observed = await look(world, person);
    const agreeing = legalOutcomes(before, told).filter((state) =>
      isDeepStrictEqual(asObserved(state), observed),
    );
    for (const state of agreeing) {
      if (!(await isInForce(state.password, { world, person }))) continue;
      model.state = state;
      return;
    }
    const answers = told.map(({ operation, answer }) => `${operation.kind}: ${answer}`);
    throw new Error(
      `no order explains [${answers.join(', ')}] from ${JSON.stringify(asObserved(before))} ` +
        `to ${JSON.stringify(observed)}`,
    );
  }

  toString(): string {
    return `together(${this.wishes.map((wish) => Object.values(wish).join(' ')).join(', ')})`;
  }
}

/** Nobody has to wait any longer. */
export class Rest implements Command {
  check(): boolean {
    return true;
  }

  async run(model: Model, { world, person }: Real): Promise<void> {
    await world.house.elapse(person, 7_200);
    model.state = rested(model.state);
  }

  toString(): string {
    return 'rest';
  }
}

/** Somebody has guessed for so long that the next wrong guess closes the way. */
export class WearDown implements Command {
  constructor(private readonly whose: Guesser) {}

  check({ state }: Readonly<Model>): boolean {
    const { whose } = this;
    return !state[whose].closed && (whose === 'stranger' || state.password !== undefined);
  }

  async run(model: Model, { world, person }: Real): Promise<void> {
    model.state = worn(model.state, this.whose);
    await wearDown(world, person, this.whose, model.state[this.whose].failures);
  }

  toString(): string {
    return `wear down ${this.whose}`;
  }
}

const isInForce = async (password: string | undefined, { world, person }: Real) =>
  password === undefined || world.house.verifies(person, password);

/** Exactly one of all passwords that ever were is valid: the one that the model says. */
export async function onlyOneIsValid(model: Model, { world, person }: Real): Promise<void> {
  const valid: string[] = [];
  for (const password of model.used) {
    if (await world.house.verifies(person, password)) valid.push(password);
  }
  const { password } = model.state;
  const should = password === undefined ? [] : [password];
  if (!isDeepStrictEqual(valid, should)) {
    throw new Error(`${String(valid.length)} passwords are valid`);
  }
}

function operationOf(wish: Wish, model: Model, person: Person): Operation {
  const right = model.state.password ?? 'there is none to be right about';
  switch (wish.kind) {
    case 'change':
    case 'remove': {
      const session = sessionOf(wish, model, person);
      const current = wish.right ? right : guess();
      return wish.kind === 'remove'
        ? { kind: 'remove', session, current }
        : { kind: 'change', session, current, next: next(model) };
    }
    case 'set':
      return { kind: 'set', session: sessionOf(wish, model, person), next: next(model) };
    case 'reset':
    case 'import':
      return { kind: wish.kind, next: next(model) };
    case 'verify':
      return { kind: 'verify', password: wish.right ? right : guess() };
    default:
      return { kind: wish.kind };
  }
}

const guess = (): string => `a guess ${randomUUID()}`;

function next({ used }: Model): string {
  const password = `passphrase ${randomUUID()}`;
  used.push(password);
  return password;
}

/** One's own is the same for as long as it lasts, then one signs in again. */
function sessionOf(wish: { session: string }, model: Model, person: Person): Session {
  const { epoch, kept } = model.state;
  const fresh = (): Session => ({ token: person.token({ epoch }), epoch });
  if (wish.session !== 'own') return fresh();
  const { own } = model;
  const lasts = own && (own.epoch === epoch || own.token === kept);
  return (model.own = lasts ? own : fresh());
}
