/** The one door to time, so that tests can stand at another moment. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/**
 * The system's clock, except that it does not go back with it: what has expired stays expired (F05).
 * A clock that was wrong when the process began is right again after a restart.
 */
export function steadyClock(
  wall: () => number = () => Date.now(),
  elapsed: () => number = () => performance.now(),
): Clock {
  const began = wall() - elapsed();
  return { now: () => new Date(Math.max(wall(), began + elapsed())) };
}

/** Tells the time in UTC (RFC 3339); spells each second once, however often it is asked. */
export function timestamps(): () => string {
  let second = -1;
  let spelled = '';
  return () => {
    const now = Date.now();
    const milliseconds = now % 1000;
    if (now - milliseconds !== second) {
      second = now - milliseconds;
      spelled = new Date(now).toISOString().slice(0, -4);
    }
    return `${spelled}${String(milliseconds).padStart(3, '0')}Z`;
  };
}
