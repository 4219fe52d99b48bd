import { describe, expect, test } from '@jest/globals';

import { settled } from './builders.js';
import { person, queueWith } from './queue-builders.js';

describe('the admission queue', () => {
  test('gives no more turns than it has, first come, first served', async () => {
    const { queue, started, arrive } = queueWith();
    const people = ['a', 'b', 'c', 'd'].map((key) => arrive(key));
    await settled();
    expect(started).toEqual(['a', 'b']);
    expect(queue.stats()).toMatchObject({
      queued: 2,
      inFlight: 2,
      away: 0,
      refused: 0,
      completed: 0,
    });
    people[1]?.leave();
    await settled();
    expect(started).toEqual(['a', 'b', 'c']);
    for (const person of people) person.leave();
    await Promise.all(people.map(({ outcome }) => outcome));
    expect(started).toEqual(['a', 'b', 'c', 'd']);
    expect(queue.stats()).toMatchObject({
      queued: 0,
      inFlight: 0,
      away: 0,
      refused: 0,
      completed: 4,
    });
  });

  test('F08: refuses at once when it is full, and takes people again when it is not', async () => {
    const { queue, arrive } = queueWith({ waiting: 1 });
    const people = [arrive('a'), arrive('b'), arrive('c')];
    expect(await arrive('d').outcome).toBe('refused');
    expect(queue.stats().refused).toBe(1);
    people[0]?.leave();
    await people[0]?.outcome;
    const again = arrive('d');
    for (const person of [...people, again]) person.leave();
    expect(await again.outcome).toBe(false);
  });

  test('F08: says beforehand that somebody new would be sent away, of a tenant that fills the room', async () => {
    const { queue, arrive } = queueWith({ waiting: 2 });
    const people = [arrive('a'), arrive('b')];
    expect(queue.sendsAway('demo', 'verify')).toBe(false);
    people.push(arrive('c'), arrive('d'));
    expect(queue.sendsAway('demo', 'change')).toBe(true);
    // Somebody of another tenant would take the place of one who waits.
    expect(queue.sendsAway('another', 'change')).toBe(false);
    expect(queue.stats()).toMatchObject({ queued: 2, refused: 1 });
    for (const person of people) person.leave();
    await Promise.all(people.map(({ outcome }) => outcome));
    expect(queue.sendsAway('demo', 'change')).toBe(false);
  });

  test('F08: refuses who waited until the deadline, and never starts their work', async () => {
    const { queue, started, arrive } = queueWith({ turns: 1, deadlineMs: 1 });
    const first = arrive('a');
    expect(await arrive('b').outcome).toBe('refused');
    first.leave();
    await first.outcome;
    await settled();
    expect(started).toEqual(['a']);
    expect(queue.stats()).toMatchObject({
      queued: 0,
      inFlight: 0,
      away: 0,
      refused: 1,
      completed: 1,
    });
  });

  test('the deadline is for waiting: who has a turn keeps it', async () => {
    const { arrive } = queueWith({ turns: 1, deadlineMs: 1 });
    const first = arrive('a');
    await arrive('b').outcome;
    first.leave();
    expect(await first.outcome).toBe(false);
  });

  test('F08: gives one subject two turns at most; its others block nobody', async () => {
    const { started, arrive } = queueWith({ turns: 3 });
    const mallory = Array.from({ length: 20 }, (_, index) => arrive('mallory', `m${index}`));
    const alice = arrive('alice');
    await settled();
    expect(started).toEqual(['m0', 'm1', 'alice']);
    for (const person of [...mallory, alice]) person.leave();
    await Promise.all([...mallory, alice].map(({ outcome }) => outcome));
    expect(started).toHaveLength(21);
    expect(started.filter((name) => name.startsWith('m'))).toEqual(
      Array.from({ length: 20 }, (_, index) => `m${index}`),
    );
  });

  test('F08: one subject alone cannot fill the waiting room', async () => {
    const { arrive } = queueWith({ waiting: 8, waitingPerSubject: 2 });
    const mallory = Array.from({ length: 4 }, () => arrive('mallory'));
    expect(await arrive('mallory').outcome).toBe('refused');
    const alice = arrive('alice');
    for (const person of [...mallory, alice]) person.leave();
    expect(await alice.outcome).toBe(false);
  });

  test('tells who queued behind their own subject, and only them', async () => {
    const { arrive } = queueWith();
    const people = [arrive('a'), arrive('a'), arrive('a'), arrive('b'), arrive('a')];
    for (const person of people) person.leave();
    const waited = await Promise.all(people.map(({ outcome }) => outcome));
    expect(waited).toEqual([false, false, true, false, true]);
  });

  test('gives the turn back when the work throws', async () => {
    const { queue, arrive } = queueWith({ turns: 1 });
    const failing = queue.run(person('a'), () => Promise.reject(new Error('broken')));
    const next = arrive('a');
    next.leave();
    await expect(failing).rejects.toThrow('broken');
    expect(await next.outcome).toBe(true);
    expect(queue.stats()).toMatchObject({
      queued: 0,
      inFlight: 0,
      away: 0,
      refused: 0,
      completed: 2,
    });
  });

  test('who gives up lets the next of the same subject move up', async () => {
    const { queue, started, arrive } = queueWith({ turns: 1, turnsPerSubject: 1, deadlineMs: 1 });
    const first = arrive('b');
    expect(await Promise.all([arrive('a').outcome, arrive('a').outcome])).toEqual([
      'refused',
      'refused',
    ]);
    first.leave();
    await first.outcome;
    const later = arrive('a', 'later');
    later.leave();
    expect(await later.outcome).toBe(false);
    expect(started).toEqual(['b', 'later']);
    expect(queue.stats()).toMatchObject({
      queued: 0,
      inFlight: 0,
      away: 0,
      refused: 2,
      completed: 2,
    });
  });

  test('once closed it refuses newcomers, serves everybody who is there, and says when it is done', async () => {
    const { queue, arrive } = queueWith({ turns: 1 });
    const people = [arrive('a'), arrive('b')];
    let done = false;
    const closing = Promise.all([queue.close(), queue.close()]).then(() => (done = true));
    expect(await arrive('c').outcome).toBe('refused');
    await settled();
    expect(done).toBe(false);
    for (const person of people) person.leave();
    expect(await Promise.all(people.map(({ outcome }) => outcome))).toEqual([false, false]);
    expect(await closing).toBe(true);
  });
});
