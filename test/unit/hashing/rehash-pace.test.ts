import { beforeEach, describe, expect, test } from '@jest/globals';

import { RehashPace } from '#libs/hashing';

let queued: number;
let now: number;
let pace: RehashPace;

const spend = (times: number) =>
  Array.from({ length: times }, () => pace.spend()).filter((spent) => spent).length;

beforeEach(() => {
  [queued, now] = [0, 0];
  pace = new RehashPace(3, { queued: () => queued, elapsedMs: () => now });
});

describe('rehashes', () => {
  test('are so many in a second, and no more for having waited', () => {
    expect(spend(5)).toBe(3);
    now = 500;
    expect(spend(5)).toBe(1);
    now = 60_000;
    expect(spend(5)).toBe(3);
    expect(pace.stats()).toEqual({ spent: 7, postponed: 8 });
  });

  test('stop while anybody waits to hash, and go on afterwards (F08)', () => {
    queued = 1;
    expect(spend(2)).toBe(0);
    queued = 0;
    expect(spend(2)).toBe(2);
    expect(pace.stats()).toEqual({ spent: 2, postponed: 2 });
  });

  test('can be switched off', () => {
    pace = new RehashPace(0, { queued: () => queued, elapsedMs: () => now });
    now = 60_000;
    expect(spend(2)).toBe(0);
  });
});
