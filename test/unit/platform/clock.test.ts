import { describe, expect, it } from '@jest/globals';

import { steadyClock } from '#libs/platform';

const HOUR = 3_600_000;

describe('the clock that tokens are judged by', () => {
  function machine() {
    const time = { wall: Date.parse('2026-03-01T12:00:00Z'), elapsed: 5_000 };
    const clock = steadyClock(
      () => time.wall,
      () => time.elapsed,
    );
    const pass = (ms: number): void => {
      time.wall += ms;
      time.elapsed += ms;
    };
    return { time, pass, told: () => clock.now().toISOString() };
  }

  it('goes with the system’s', () => {
    const { pass, told } = machine();
    expect(told()).toBe('2026-03-01T12:00:00.000Z');
    pass(1_500);
    expect(told()).toBe('2026-03-01T12:00:01.500Z');
  });

  it('does not step back with it, and brings nothing to life again (F05)', () => {
    const { time, pass, told } = machine();
    time.wall -= HOUR;
    expect(told()).toBe('2026-03-01T12:00:00.000Z');
    pass(60_000);
    expect(told()).toBe('2026-03-01T12:01:00.000Z');
  });

  it('follows a step ahead, and the step that takes it back (F05)', () => {
    const { time, pass, told } = machine();
    time.wall += HOUR;
    expect(told()).toBe('2026-03-01T13:00:00.000Z');
    time.wall -= HOUR;
    pass(1_000);
    expect(told()).toBe('2026-03-01T12:00:01.000Z');
  });
});
