import { describe, expect, it } from '@jest/globals';

import { POINTS, sweep } from '../kill/password-srv-sweep.mjs';

const TWICE = 2;

describe('password-srv that is killed', () => {
  it('anywhere between accepting a request and answering it leaves one password, loses nothing that it told, and does nothing twice (F01, F04, F10, ASVS-2.3.3)', async () => {
    const visited: string[] = [];
    expect(await sweep(TWICE, (line) => visited.push(line))).toEqual([]);
    expect(visited.sort()).toEqual(POINTS.map((point) => `${point}: 2 kills`).sort());
  }, 600_000);
});
