import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Argon2Cost, PasswordBytes } from '#libs/hashing';
import { argon2Cost, calibrate, HashRunner, machineLimits, measureRate } from '#libs/hashing';

/** A machine whose memory gets slower the more of it one hash fills. */
const machine =
  (msPerMiB: number, strain = 0) =>
  ({ memoryKiB, passes }: Argon2Cost, workers: number): Promise<number> => {
    const mebibytes = memoryKiB / 1024;
    const ms = mebibytes * passes * msPerMiB * (1 + strain * mebibytes);
    return Promise.resolve((workers * 1_000) / ms);
  };

describe('a calibration', () => {
  it('takes the memory that it may have before more passes', async () => {
    const wish = { targetRate: 30, memoryMiB: 1_024, cores: 2 };
    const found = await calibrate(wish, machine(0.35));
    expect(found).toMatchObject({ reached: true, workers: 2, cost: { passes: 2, lanes: 1 } });
    expect(found.cost.memoryKiB).toBe(95 * 1024);
    const tight = await calibrate({ ...wish, memoryMiB: 64 }, machine(0.35));
    expect(tight).toMatchObject({ reached: true, cost: { memoryKiB: 32 * 1024, passes: 5 } });
  });

  it('is the floor where the machine is too slow, and says so', async () => {
    const wish = { targetRate: 500, memoryMiB: 512, cores: 2 };
    const found = await calibrate(wish, machine(0.35));
    expect(found).toMatchObject({ reached: false, cost: { memoryKiB: 19_456, passes: 2 } });
    expect(Math.round(found.rate)).toBe(150);
  });

  it('finds another pair of the floor where memory is short, and refuses where none fits', async () => {
    const wish = { targetRate: 10, memoryMiB: 16, cores: 2 };
    const found = await calibrate(wish, machine(0.35));
    expect(found).toMatchObject({ workers: 2, cost: { memoryKiB: 8 * 1024 } });
    await expect(calibrate({ ...wish, memoryMiB: 6 }, machine(0.35))).rejects.toThrow('7 MiB');
  });

  it('is never below the floor, never beyond the memory, and reaches what it says (NIST-3.1.1.2-kdf-a)', async () => {
    const anyWish = fc.record({
      targetRate: fc.double({ min: 0.5, max: 2_000, noNaN: true }),
      memoryMiB: fc.integer({ min: 8, max: 65_536 }),
      cores: fc.integer({ min: 1, max: 128 }),
    });
    const anyMachine = fc.tuple(
      fc.double({ min: 0.05, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 0.01, noNaN: true }),
    );
    const holds = async (
      wish: Parameters<typeof calibrate>[0],
      [speed, strain]: [number, number],
    ) => {
      const found = await calibrate(wish, machine(speed, strain));
      expect(argon2Cost(found.cost)).toEqual(found.cost);
      expect(found.cost.memoryKiB * found.workers).toBeLessThanOrEqual(wish.memoryMiB * 1024);
      expect(found.rate >= wish.targetRate).toBe(found.reached);
    };
    await fc.assert(fc.asyncProperty(anyWish, anyMachine, holds), { numRuns: 300 });
  });
});

describe('measuring', () => {
  /** Every hash takes 20 ms of a clock that nothing else moves. */
  class TimedRunner extends HashRunner {
    now = 0;
    hashes = 0;
    override hash(_bytes: PasswordBytes): Promise<string> {
      this.hashes += 1;
      this.now += 20;
      return Promise.resolve('');
    }
    override verify(): Promise<boolean> {
      return Promise.resolve(false);
    }
    override verifyForeign(): Promise<boolean> {
      return Promise.resolve(false);
    }
    override close(): Promise<void> {
      return Promise.resolve();
    }
  }

  it('counts whole hashes over the time that they took, after one of each worker', async () => {
    const runner = new TimedRunner();
    const cost = argon2Cost({ memoryKiB: 19_456, passes: 2, lanes: 1 });
    const how = { workers: 2, seconds: 1, now: () => runner.now };
    expect(await measureRate(runner, cost, how)).toBeCloseTo(50, 5);
    expect(runner.hashes).toBeGreaterThanOrEqual(52);
  });
});

describe('what a container may use', () => {
  const machineHas = { cores: 16, memoryMiB: 32_768 };
  const files = (content: Record<string, string>) => (path: string) => content[path];

  it.each([
    [{}, machineHas],
    [
      { '/sys/fs/cgroup/cpu.max': 'max 100000\n', '/sys/fs/cgroup/memory.max': 'max\n' },
      machineHas,
    ],
    [
      { '/sys/fs/cgroup/cpu.max': '250000 100000\n', '/sys/fs/cgroup/memory.max': '536870912\n' },
      { cores: 2, memoryMiB: 512 },
    ],
    [
      {
        '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '50000\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
        '/sys/fs/cgroup/memory/memory.limit_in_bytes': '1073741824\n',
      },
      { cores: 1, memoryMiB: 1_024 },
    ],
    [
      {
        '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
        '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
      },
      machineHas,
    ],
    [
      {
        '/proc/self/cgroup': '0::/system.slice/latchkey.service\n',
        '/sys/fs/cgroup/system.slice/latchkey.service/cpu.max': '400000 100000\n',
        '/sys/fs/cgroup/system.slice/cpu.max': '300000 100000\n',
        '/sys/fs/cgroup/system.slice/memory.max': '2147483648\n',
      },
      { cores: 3, memoryMiB: 2_048 },
    ],
    [
      {
        '/proc/self/cgroup': '9:memory:/pod/a\n4:cpu,cpuacct:/pod/a\n1:name=systemd:/pod/a\n',
        '/sys/fs/cgroup/cpu/pod/a/cpu.cfs_quota_us': '200000\n',
        '/sys/fs/cgroup/cpu/pod/a/cpu.cfs_period_us': '100000\n',
        '/sys/fs/cgroup/memory/pod/memory.limit_in_bytes': '1073741824\n',
      },
      { cores: 2, memoryMiB: 1_024 },
    ],
  ])('by %j is %j', (content, limits) => {
    expect(machineLimits(files(content as Record<string, string>), machineHas)).toEqual(limits);
  });
});
