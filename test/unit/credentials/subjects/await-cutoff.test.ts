import { beforeEach, describe, expect, it } from '@jest/globals';

import { AwaitCutoff } from '#libs/credentials';
import { subjectId, tenantId } from '#libs/identity';

import { FakeSessions } from '../../../support/fake-sessions.js';

const DEMO = tenantId('demo');
const ALICE = subjectId('alice');

/** Time passes only while somebody pauses. */
class FakePace {
  clock = 0;
  onPause = (): void => undefined;

  now = (): number => this.clock;
  pause = (milliseconds: number): Promise<void> => {
    this.clock += milliseconds;
    this.onPause();
    return Promise.resolve();
  };
}

describe('waiting for a cut-off', () => {
  let sessions: FakeSessions;
  let pace: FakePace;
  let cutoffs: AwaitCutoff;

  beforeEach(() => {
    sessions = new FakeSessions();
    sessions.known.set(ALICE, { status: 'active', epoch: 4 });
    pace = new FakePace();
    cutoffs = new AwaitCutoff(sessions, pace);
  });

  const alice = (more: { after?: number; waitSeconds?: number } = {}) =>
    cutoffs.tell({ tenant: DEMO, subject: ALICE, waitSeconds: 30, ...more });
  const epoch = (n: number) => ({ kind: 'done', value: { epoch: n } });

  it('is over at once where there is a newer one, or nothing is said to be known', async () => {
    expect(await alice({ after: 3 })).toMatchObject(epoch(4));
    expect(await alice()).toMatchObject(epoch(4));
    expect(await alice({ after: 4, waitSeconds: 0 })).toMatchObject(epoch(4));
    expect(pace.clock).toBe(0);
  });

  it('ends with the first look that sees a newer one', async () => {
    pace.onPause = () => {
      if (pace.clock >= 1_000) sessions.known.set(ALICE, { status: 'active', epoch: 5 });
    };
    expect(await alice({ after: 4 })).toMatchObject(epoch(5));
    expect(pace.clock).toBe(1_000);
  });

  it('ends with what there is when the time is up', async () => {
    expect(await alice({ after: 4, waitSeconds: 2 })).toMatchObject(epoch(4));
    expect(pace.clock).toBe(2_000);
  });

  it('costs one look for everybody who waits, and none when nobody does', async () => {
    const waiting = [1, 2, 3].map((seconds) => alice({ after: 4, waitSeconds: seconds }));
    await Promise.all(waiting);
    // Each looks once on arrival; afterwards all of them together, five times a second.
    const [arrivals, together] = [3, 5 * 3];
    expect(sessions.looks).toBeLessThanOrEqual(arrivals + together + 1);
  });

  it('tells everybody that nothing can be told while the database is away', async () => {
    const waiting = alice({ after: 4 });
    pace.onPause = () => {
      sessions.away = true;
    };
    await expect(waiting).rejects.toThrow('away');
  });
});
