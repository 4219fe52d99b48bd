import { describe, expect, it } from '@jest/globals';

import { Circuit } from '#libs/request-limits';

function circuit() {
  let time = 0;
  const one = new Circuit(() => time);
  return { one, at: (ms: number) => (time = ms) };
}

describe('F03: the circuit before Redis', () => {
  it('opens with the first failure, for a quarter of a second', () => {
    const { one, at } = circuit();
    expect([one.ask(), one.isOpen]).toEqual([true, false]);
    one.failed();
    expect([one.ask(), one.isOpen]).toEqual([false, true]);
    at(249);
    expect(one.ask()).toBe(false);
    at(250);
    expect(one.ask()).toBe(true);
  });

  it('lets one request find out, not all that come', () => {
    const { one, at } = circuit();
    one.failed();
    at(250);
    expect([one.ask(), one.ask(), one.ask()]).toEqual([true, false, false]);
  });

  it('stays open twice as long with every failure in a row, up to 5 s', () => {
    const { one, at } = circuit();
    let now = 0;
    for (const pause of [250, 500, 1000, 2000, 4000, 5000, 5000]) {
      one.failed();
      at((now += pause - 1));
      expect(one.ask()).toBe(false);
      at((now += 1));
      expect(one.ask()).toBe(true);
    }
  });

  it('closes with the first answer', () => {
    const { one } = circuit();
    one.failed();
    one.answered();
    expect([one.ask(), one.ask(), one.isOpen]).toEqual([true, true, false]);
  });
});
