import { describe, expect, it } from '@jest/globals';

import { machineFindings } from '../../../apps/pwctl/src/commands/doctor/machine.js';

describe('pwctl doctor, of a machine', () => {
  const resultsOf = (given: Parameters<typeof machineFindings>[0], cores = 4, memoryMiB = 2_048) =>
    machineFindings(given, { cores, memoryMiB }).map(({ result, says }) => `${result}: ${says}`);

  it('is content where hashing has what it may take', () => {
    expect(resultsOf({})).toEqual([
      'fine: 4 threads hash on 4 cores',
      'fine: hashes take 76 of 512 MiB at full load; the process may use 2048 MiB',
    ]);
  });

  it('says which number to change, and to what', () => {
    expect(resultsOf({ hashWorkers: 9 })[0]).toMatch(/^risky: 9 threads.*on 4 cores/);
    expect(resultsOf({ hashMemoryMib: 40 })[0]).toMatch(/LATCHKEY_HASH_MEMORY_MIB to 76 or more/);
    expect(resultsOf({ hashMemoryMib: 18 })[0]).toMatch(/^wrong: .*raise LATCHKEY_HASH_MEMORY_MIB/);
    expect(resultsOf({}, 4, 300)[1]).toMatch(/^wrong: .*give it 332 MiB/);
    expect(resultsOf({}, 4, 512)[1]).toMatch(/^risky: .*give it 768 MiB.*_MIB to 256$/);
  });
});
