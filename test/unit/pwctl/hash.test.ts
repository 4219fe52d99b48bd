import { describe, expect, it } from '@jest/globals';

import type { Measure } from '#libs/hashing';
import { SETTINGS_OF } from '#libs/platform';

import { hashCommand } from '../../../apps/pwctl/src/commands/hash.js';
import { calibrateCommand } from '../../../apps/pwctl/src/commands/hash/calibrate.js';

const listening = () => {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  return { lines, terminal: { print, tell: print, readSecret: () => Promise.resolve('') } };
};

const LIMITS = { cores: 2, memoryMiB: 2_048 };
const WISH = { limits: LIMITS, memoryMiB: 512, cores: 2, people: 1_000_000, seconds: 1 };

/** 0.35 ms for each MiB and pass. */
const usual: Measure = ({ memoryKiB, passes }, workers) =>
  Promise.resolve((workers * 1_000) / ((memoryKiB / 1_024) * passes * 0.35));

describe('pwctl hash calibrate', () => {
  it('prints parameters, the rate to expect, the memory, and how to roll them out', async () => {
    const { lines, terminal } = listening();
    expect(await calibrateCommand({ ...WISH, targetRate: 30 }, terminal, usual)).toBe(0);
    expect(lines).toContain('LATCHKEY_HASH_COST=m=97280,t=2,p=1');
    expect(lines).toContain('LATCHKEY_HASH_MEMORY_MIB=190');
    expect(lines).toContain('LATCHKEY_HASH_WORKERS=2');
    expect(lines).toContain('LATCHKEY_REHASHES_PER_SECOND=3');
    const all = lines.join('\n');
    expect(all).toContain(
      'expected: 30.1 hashes a second (15.0 changes), 67 ms each, 190 MiB while all hash; at the floor 150.4',
    );
    expect(all).toContain("makes 1,000,000 people's\n  hashes anew in 4 days");
    // What the plan names is what password-srv reads.
    const read = Object.values(SETTINGS_OF['password-srv']).map(({ variable }) => variable);
    const named = all.match(/LATCHKEY_\w+/g) ?? [];
    expect(new Set(named).size).toBe(4);
    expect(read).toEqual(expect.arrayContaining(named));
  });

  it('proposes the floor to a machine that is too slow, and how many of it would do', async () => {
    const { lines, terminal } = listening();
    expect(await calibrateCommand({ ...WISH, targetRate: 400 }, terminal, usual)).toBe(3);
    expect(lines.join('\n')).toContain('400 take 3 such machines');
    expect(lines).toContain('LATCHKEY_HASH_COST=m=19456,t=2,p=1');
  });

  it('does not plan with memory that the container does not have', async () => {
    const { terminal } = listening();
    const small = { ...WISH, targetRate: 10, limits: { cores: 2, memoryMiB: 512 } };
    await expect(calibrateCommand(small, terminal, usual)).rejects.toThrow('--memory');
  });

  it('measures this machine, in the threads of the service', async () => {
    const { lines, terminal } = listening();
    const limits = { cores: 1, memoryMiB: 4_096 };
    const command = { limits, memoryMiB: 20, cores: 1, people: 10, seconds: 0.05, targetRate: 0.5 };
    expect(await calibrateCommand(command, terminal)).toBe(0);
    expect(lines.join('\n')).toMatch(
      /LATCHKEY_HASH_COST=m=\d+,t=\d+,p=1\n[\s\S]*expected: \d+\.\d/,
    );
  });

  it.each([
    [[]],
    [['calibrate']],
    [['calibrate', '--target-rate', 'fast']],
    [['calibrate', '--target-rate', '0']],
    [['calibrate', 'now', '--target-rate', '5']],
    [['calibrate', '--target-rate', '5', '--cores', '1.5']],
    [['calibrate', '--target-rate', '5', '--force']],
  ])('takes %j for no arguments of it', (line) => {
    const { lines, terminal } = listening();
    expect(hashCommand.run(line, terminal)).toBeUndefined();
    expect(lines).toEqual([]);
  });
});
