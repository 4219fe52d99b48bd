import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Database } from '#libs/persistence';

import type { House } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { connected, freshDatabase } from '../support/postgres.js';
import { newKey, ringOf } from '../support/sealed.js';
import type { Model, Wish } from './commands.js';
import { onlyOneIsValid, Rest, Together, WearDown } from './commands.js';
import { legalOutcomes } from './legal.js';
import { apply, FRESH, rested, worn } from './state.js';
import type { World } from './world.js';

/** `npm run test:model -- --runs 2000` takes its time. */
const RUNS = Number(process.env['LATCHKEY_TEST_MODEL_RUNS'] ?? '25');
const MOST_COMMANDS = 12;

let house: House;
let owner: Database;
let world: World;

beforeAll(async () => {
  const database = await freshDatabase();
  const [one, other] = [newKey('one'), newKey('other')];
  const rings = [ringOf(one, other), ringOf(other, one)] as const;
  house = await openHouse({ database, ring: rings[0] });
  owner = await connected(database.ownerUrl);
  const serviceToken = await house.serviceToken('password:verify password:admin password:import');
  world = { house, owner, rings, serviceToken };
}, 60_000);

afterAll(async () => {
  await owner.close();
  await house.close();
});

const session = fc.constantFrom('own' as const, 'own' as const, 'another' as const);
const right = fc.boolean();

const wish: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('change' as const), session, right }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('set' as const), session }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('verify' as const), right }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), session, right }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('reset', 'import', 'require', 'unlock', 'rotate'),
    }),
  },
);

const commands = fc.commands(
  [
    fc.array(wish, { minLength: 1, maxLength: 3 }).map((wishes) => new Together(wishes)),
    fc.array(wish, { minLength: 1, maxLength: 4 }).map((wishes) => new Together(wishes)),
    fc.constantFrom('owner' as const, 'stranger' as const).map((whose) => new WearDown(whose)),
    fc.constant(new Rest()),
  ],
  { maxCommands: MOST_COMMANDS },
);

describe('whatever happens to a password, and in whatever order', () => {
  it('one is valid, every commit has its event, and the counters are right (F10, R21)', async () => {
    const neighbour = await house.person({ email: true });
    const legal = fc.asyncProperty(commands, async (history) => {
      const person = await house.person({ email: true, sameTenantAs: neighbour });
      const model: Model = { state: FRESH, own: undefined, used: [] };
      const real = { world, person };
      await fc.asyncModelRun(() => ({ model, real }), history);
      await onlyOneIsValid(model, real);
    });
    await fc.assert(legal, { numRuns: RUNS, endOnFailure: true });
  }, 3_600_000);
});

describe('the model', () => {
  const state = { ...FRESH, password: 'old' };
  const session = { token: 't', epoch: 0 };
  const change = (next: string) => ({ kind: 'change', session, current: 'old', next }) as const;

  it('explains two winners of the same password by no order', () => {
    const both = ['a', 'b'].map((next) => ({ operation: change(next), answer: 'done' as const }));
    expect(legalOutcomes(state, both)).toEqual([]);
  });

  it('lets nobody be beaten by nobody', () => {
    const lonely = [{ operation: change('a'), answer: 'changed meanwhile' as const }];
    expect(legalOutcomes(state, lonely)).toEqual([]);
    const winner = { operation: change('b'), answer: 'done' as const };
    expect(legalOutcomes(state, [...lonely, winner])[0]).toMatchObject({ password: 'b', epoch: 1 });
  });

  it('books a guess that came before the wait, and before its password was gone', () => {
    const guess = { kind: 'change', session, current: 'x', next: 'a' } as const;
    const tries = { failures: 4, waiting: false, closed: false };
    const wrong = { operation: guess, answer: 'wrong' as const };
    const both = legalOutcomes({ ...state, owner: tries }, [wrong, wrong]);
    expect(both[0]?.owner).toEqual({ failures: 6, waiting: true, closed: false });
    expect(legalOutcomes({ ...state, owner: { ...tries, waiting: true } }, [wrong])).toEqual([]);
    const remove = { kind: 'remove', session, current: 'old' } as const;
    const gone = legalOutcomes(state, [wrong, { operation: remove, answer: 'done' }]);
    expect(gone.map(({ owner }) => owner.failures)).toEqual([0, 1]);
  });

  it('closes the way at the cap, where no rest helps and an unlock does', () => {
    const guess = { kind: 'verify', password: 'x' } as const;
    const [, closed] = apply(worn(state, 'stranger'), guess);
    expect(apply(rested(closed), guess)[0]).toBe('waits');
    const [answer, open] = apply(closed, { kind: 'unlock' });
    expect([answer, apply(open, guess)[0]]).toEqual(['done', 'not verified']);
    expect(apply(open, { kind: 'unlock' })[0]).toBe('nothing was locked');
  });

  it('ends every session but the one that is kept', () => {
    const [, changed] = apply(state, change('new'));
    expect(apply(changed, { ...change('x'), current: 'new' })[0]).toBe('done');
    const elsewhere = { token: 'u', epoch: 0 };
    expect(apply(changed, { ...change('x'), session: elsewhere })[0]).toBe('session ended');
  });
});
