import { describe, expect, it, jest } from '@jest/globals';

import { EvenAnswerTimes } from '#libs/platform';

/** Time that only passes when it is told to. */
function clockwork() {
  jest.useFakeTimers({ now: 0, doNotFake: ['performance'] });
  let left: number | undefined;
  const now = (): number => Date.now();
  const times = new EvenAnswerTimes(100, now);
  const answered = async (workMs: number, answer: string): Promise<number> => {
    const begun = now();
    const work = () => new Promise<string>((resolve) => setTimeout(() => resolve(answer), workMs));
    void times.evenly(work, (said) => said === 'no').then(() => (left = now() - begun));
    left = undefined;
    await jest.advanceTimersByTimeAsync(1000);
    return left ?? Number.NaN;
  };
  return { answered, times };
}

describe('the time of an answer', () => {
  it('R02: that is a no depends on when it was asked alone, whatever the work took', async () => {
    const { answered } = clockwork();
    for (const work of [0, 1, 37, 99]) expect(await answered(work, 'no')).toBe(100);
    expect(await answered(101, 'no')).toBe(200);
    jest.useRealTimers();
  });

  it('that is a yes is the time of its work', async () => {
    const { answered } = clockwork();
    expect(await answered(37, 'yes')).toBe(37);
    jest.useRealTimers();
  });

  it('that is an error is not kept back', async () => {
    const failing = () => Promise.reject(new Error('the database is away'));
    await expect(new EvenAnswerTimes(60_000).evenly(failing, () => true)).rejects.toThrow('away');
  });
});
