import { describe, expect, it } from '@jest/globals';

import { spentOf } from '#libs/identity';
import { RememberedWaits } from '#libs/platform';

const QUOTA = { name: 'change', requests: 2, seconds: 60 };

describe('who has used up a quota', () => {
  it('is known until its count begins anew, from the last that was allowed', () => {
    let time = 0;
    const waits = new RememberedWaits(() => time);
    waits.remember('alice', spentOf(QUOTA, 1, 60));
    expect(waits.of('alice')).toBe(0);
    waits.remember('alice', spentOf(QUOTA, 2, 30.2));
    expect(waits.of('alice')).toBe(31);
    time = 30_500;
    expect(waits.of('alice')).toBe(1);
    time = 31_000;
    expect(waits.of('alice')).toBe(0);
    expect(waits.of('bob')).toBe(0);
  });

  it('is forgotten, the oldest first, before they take much memory', () => {
    const waits = new RememberedWaits(() => 0);
    for (let n = 0; n <= 20_000; n += 1) waits.remember(String(n), spentOf(QUOTA, 3, 60));
    expect([waits.of('0'), waits.of('1')]).toEqual([0, 60]);
  });
});
