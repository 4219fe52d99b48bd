import { describe, expect, test } from '@jest/globals';

import type { AdmissionQueue } from '#libs/hashing';

import { gate, settled } from './builders.js';
import { person, queueWith } from './queue-builders.js';

describe('a turn that is lent', () => {
  /** Somebody who waits for somebody elsewhere in the middle of their work. */
  function traveller(queue: AdmissionQueue, key: string, done: string[]) {
    const { passed, open } = gate();
    const outcome = queue.run(person(key), async ({ whileAway }) => {
      await whileAway(() => passed);
      done.push(key);
    });
    return { outcome, come: open };
  }

  test('F02: is others’ meanwhile, however many are away', async () => {
    const { queue, started, arrive } = queueWith({ turns: 1 });
    const away = ['a', 'b', 'c'].map((key) => traveller(queue, key, started));
    await settled();
    expect(queue.stats()).toMatchObject({ inFlight: 0, away: 3, queued: 0 });
    const other = arrive('d');
    other.leave();
    expect(await other.outcome).toBe(false);
    for (const one of away) one.come();
    await Promise.all(away.map(({ outcome }) => outcome));
    expect(started).toEqual(['d', 'a', 'b', 'c']);
    expect(queue.stats()).toMatchObject({
      queued: 0,
      inFlight: 0,
      away: 0,
      refused: 0,
      completed: 4,
    });
  });

  test('is there again for whoever returns, before newcomers and one at a time', async () => {
    const { queue, started, arrive } = queueWith({ turns: 1 });
    const away = ['a', 'b'].map((key) => traveller(queue, key, started));
    await settled();
    const [busy, newcomer] = [arrive('busy'), arrive('newcomer')];
    for (const one of away) one.come();
    await settled();
    expect(started).toEqual(['busy']);
    expect(queue.stats()).toMatchObject({ inFlight: 1, away: 2, queued: 1 });
    for (const one of [busy, newcomer]) one.leave();
    await newcomer.outcome;
    expect(started).toEqual(['busy', 'a', 'b', 'newcomer']);
  });

  test('keeps its subject’s place: others of the same subject wait as without it', async () => {
    const { queue, started, arrive } = queueWith({ turnsPerSubject: 1 });
    const away = traveller(queue, 'a', started);
    const same = arrive('a', 'the same');
    await settled();
    expect(started).toEqual([]);
    away.come();
    same.leave();
    expect(await same.outcome).toBe(true);
  });

  test('comes back where what it was lent for fails, and is waited for when the queue closes', async () => {
    const { queue, arrive } = queueWith({ turns: 1 });
    const { passed, open } = gate();
    const failing = queue.run(person('a'), ({ whileAway }) =>
      whileAway(async () => {
        await passed;
        throw new Error('nobody there');
      }),
    );
    const failed = expect(failing).rejects.toThrow('nobody there');
    let closed = false;
    const closing = queue.close().then(() => (closed = true));
    await settled();
    expect(closed).toBe(false);
    open();
    await failed;
    expect(await closing).toBe(true);
    expect(await arrive('b').outcome).toBe('refused');
    expect(queue.stats()).toMatchObject({ inFlight: 0, away: 0, completed: 1 });
  });
});
