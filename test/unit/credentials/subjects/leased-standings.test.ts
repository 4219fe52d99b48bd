import { beforeEach, describe, expect, it } from '@jest/globals';

import { LEASE_MS, LeasedStandings } from '#libs/credentials';
import type { Standing } from '#libs/identity';
import { subjectId, tenantId } from '#libs/identity';

import { FakeSessions } from '../../../support/fake-sessions.js';

const DEMO = tenantId('demo');
const ALICE = subjectId('alice');
const standing = (epoch: number): Standing => ({ status: 'active', epoch });

describe('standings that a host holds under a lease', () => {
  let sessions: FakeSessions;
  let clock: number;
  let leased: LeasedStandings;

  beforeEach(() => {
    sessions = new FakeSessions();
    sessions.known.set(ALICE, standing(1));
    clock = 1_000;
    leased = new LeasedStandings(sessions, () => clock);
  });

  const alice = () => leased.of(DEMO, ALICE);

  it('are read once and then used for as long as looks prolong them', async () => {
    expect(await alice()).toEqual(standing(1));
    for (let look = 0; look < 10; look += 1) {
      clock += LEASE_MS - 1;
      expect(await alice()).toEqual(standing(1));
      await leased.look();
    }
    expect(sessions.looks).toBe(11);
  });

  it('tell of a cut-off no later than 500 ms after it, whether looks happen or not (ASVS-7.4.1)', async () => {
    await alice();
    sessions.known.set(ALICE, standing(2));
    clock += LEASE_MS - 1;
    expect(await alice()).toEqual(standing(1));
    clock += 1;
    expect(await alice()).toEqual(standing(2));
    sessions.known.set(ALICE, standing(3));
    await leased.look();
    expect(await alice()).toEqual(standing(3));
  });

  it('are nobody any more once they are gone', async () => {
    await alice();
    sessions.known.delete(ALICE);
    await leased.look();
    expect(await alice()).toBeUndefined();
  });

  it('are not told without a database, once the lease is over (F01)', async () => {
    await alice();
    sessions.away = true;
    await expect(leased.look()).rejects.toThrow('away');
    clock += LEASE_MS;
    await expect(alice()).rejects.toThrow('away');
    sessions.away = false;
    expect(await alice()).toEqual(standing(1));
  });

  it('are as old as the beginning of the look that brought them, however slow it was', async () => {
    let bring = (): void => undefined;
    sessions.slow = new Promise((resolve) => (bring = resolve));
    const reading = alice();
    sessions.known.set(ALICE, standing(2));
    clock += LEASE_MS;
    bring();
    expect(await reading).toEqual(standing(1));
    expect(await alice()).toEqual(standing(2));
  });

  it('are never put back by an older look (R08)', async () => {
    await alice();
    let bring = (): void => undefined;
    sessions.slow = new Promise((resolve) => (bring = resolve));
    const looking = leased.look();
    sessions.slow = undefined;
    sessions.known.set(ALICE, standing(2));
    clock += LEASE_MS;
    expect(await alice()).toEqual(standing(2));
    bring();
    await looking;
    expect(await alice()).toEqual(standing(2));
  });

  it('are forgotten where there are too many, the longest unused first', async () => {
    await alice();
    for (let n = 0; n < 5_000; n += 1) await leased.of(DEMO, subjectId(`s${String(n)}`));
    const before = sessions.looks;
    await leased.of(DEMO, subjectId('s4999'));
    expect(sessions.looks).toBe(before);
    await alice();
    expect(sessions.looks).toBe(before + 1);
  });
});
