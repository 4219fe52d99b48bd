import { describe, expect, it } from '@jest/globals';

import { cropped, welch } from '../../audit/welch.mjs';

describe('Welch’s t', () => {
  it('is that of the textbook', () => {
    // Means 20.82 and 23.5867; the value was computed by other software, from the definition.
    const one = [27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4];
    const two = [
      27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 30, 23.9,
    ];
    expect(welch(one, two)).toBeCloseTo(-2.835264, 5);
    expect(welch(two, one)).toBeCloseTo(2.835264, 5);
  });

  it('is 0 for the same figures, and far from it for figures that never overlap', () => {
    const same = [1, 2, 3, 4];
    expect(welch(same, same)).toBe(0);
    expect(
      welch(
        same,
        same.map((figure) => figure + 100),
      ),
    ).toBeLessThan(-50);
  });

  it('is taken without the slowest of all, whichever lot they are of', () => {
    const lots = new Map([
      ['a', [1, 2, 3, 1000]],
      ['b', [1, 2, 3, 4]],
    ]);
    expect(cropped(lots, 0.8).get('a')).toEqual([1, 2, 3]);
    expect(cropped(lots, 0.8).get('b')).toEqual([1, 2, 3, 4]);
  });
});
