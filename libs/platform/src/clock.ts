/** The one door to time, so that tests can stand at another moment. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

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
