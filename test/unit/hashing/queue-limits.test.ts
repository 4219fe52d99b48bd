import { describe, expect, test } from '@jest/globals';

import { DEFAULT_COST, queueLimits } from '#libs/hashing';

describe('the limits of the queue', () => {
  test('give each worker two turns, and let wait who can be served within the deadline', () => {
    expect(queueLimits(2, DEFAULT_COST)).toEqual({
      turns: 4,
      turnsPerSubject: 2,
      waiting: 262,
      waitingPerSubject: 66,
      deadlineMs: 5000,
    });
  });

  test('shrink with the deadline, but somebody may always wait', () => {
    expect(queueLimits(1, DEFAULT_COST, 1).waiting).toBe(1);
  });
});
