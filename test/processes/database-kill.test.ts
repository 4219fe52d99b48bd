import { describe, expect, it } from '@jest/globals';

import { MOMENTS, sweepDatabase } from '../kill/database-sweep.mjs';

describe('PostgreSQL that is killed under a service', () => {
  it('before, during and after a commit leaves one password, loses nothing that was told, and the service is back by itself (F01)', async () => {
    const visited: string[] = [];
    expect(await sweepDatabase(1, (line) => visited.push(line))).toEqual([]);
    expect(visited.map((line) => line.replace(/^(change|set) at /, ''))).toEqual([...MOMENTS]);
  }, 300_000);
});
