import { describe, expect, test } from '@jest/globals';

import {
  argon2Cost,
  cheapestCostForTests,
  DEFAULT_COST,
  machineLimits,
  workersWithin,
} from '#libs/hashing';

describe('the cost of a hash', () => {
  test('is m=19456, t=2, p=1 unless somebody says otherwise', () => {
    expect(DEFAULT_COST).toEqual({ memoryKiB: 19_456, passes: 2, lanes: 1 });
  });

  test.each([
    [47_104, 1],
    [19_456, 2],
    [12_288, 3],
    [9_216, 4],
    [7_168, 5],
    [65_536, 3],
  ])('NIST-3.1.1.2-kdf-a: m=%d, t=%d reaches the OWASP floor', (memoryKiB, passes) => {
    expect(argon2Cost({ memoryKiB, passes, lanes: 1 })).toEqual({ memoryKiB, passes, lanes: 1 });
  });

  test.each([
    [47_103, 1],
    [19_455, 2],
    [12_287, 3],
    [9_215, 4],
    [7_167, 64],
  ])('NIST-3.1.1.2-kdf-a: m=%d, t=%d is refused', (memoryKiB, passes) => {
    expect(() => argon2Cost({ memoryKiB, passes, lanes: 1 })).toThrow('below the OWASP floor');
  });

  test.each([
    ['no lanes', { memoryKiB: 19_456, passes: 2, lanes: 0 }],
    ['half a pass', { memoryKiB: 47_104, passes: 1.5, lanes: 1 }],
    ['no number', { memoryKiB: Number.NaN, passes: 2, lanes: 1 }],
    ['2 GiB', { memoryKiB: 2_097_152, passes: 2, lanes: 1 }],
    ['a thousand passes', { memoryKiB: 19_456, passes: 1000, lanes: 1 }],
  ])('%s is refused', (_, parameters) => {
    expect(() => argon2Cost(parameters)).toThrow('must be a whole number from 1 to');
  });
});

describe('the memory budget', () => {
  test('bounds the number of threads', () => {
    expect(workersWithin(DEFAULT_COST, { memoryBudgetMiB: 64, workers: 16 })).toBe(3);
    expect(workersWithin(DEFAULT_COST, { memoryBudgetMiB: 512, workers: 2 })).toBe(2);
  });

  test('that fits no single hash is refused', () => {
    const options = { memoryBudgetMiB: 18, workers: 2 };
    expect(() => workersWithin(DEFAULT_COST, options)).toThrow('more than the budget of 18 MiB');
  });

  test('leaves a thread to each core that the process may use, where nobody says how many', () => {
    expect(workersWithin(cheapestCostForTests(), {})).toBe(machineLimits().cores);
  });

  test('is no concern at the cost of tests', () => {
    expect(workersWithin(cheapestCostForTests(), { memoryBudgetMiB: 1, workers: 2 })).toBe(2);
  });
});
