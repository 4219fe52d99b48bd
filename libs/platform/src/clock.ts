/** The one door to time, so that tests can stand at another moment. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Tells the time in UTC (RFC 3339); spells each millisecond once, however often it is asked. */
export function timestamps(): () => string {
  let last = 0;
  let spelled = '';
  return () => {
    const now = Date.now();
    if (now !== last) {
      last = now;
      spelled = new Date(now).toISOString();
    }
    return spelled;
  };
}
