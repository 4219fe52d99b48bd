import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** Time that nobody can set: for waits and leases, never for what is told to anybody. */
export const systemPace = {
  now: (): number => performance.now(),
  pause: async (milliseconds: number): Promise<void> => {
    await delay(milliseconds);
  },
};
