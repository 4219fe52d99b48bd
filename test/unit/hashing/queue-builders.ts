import { AdmissionQueue } from '#libs/hashing';
import type { QueueLimits } from '#libs/hashing';

import { gate } from './builders.js';

export const HOUR_MS = 3_600_000;
export const LIMITS: QueueLimits = {
  turns: 2,
  turnsPerSubject: 2,
  waiting: 100,
  waitingPerSubject: 100,
  deadlineMs: HOUR_MS,
};

export const person = (subject: string) =>
  ({ tenant: 'demo', subject, purpose: 'change' }) as const;

/** A queue, and a person who stands in it until told to go. */
export function queueWith(limits: Partial<QueueLimits> = {}) {
  const queue = new AdmissionQueue({ ...LIMITS, ...limits });
  const started: string[] = [];
  const arrive = (key: string, name = key) => {
    const { passed, open } = gate();
    const outcome = queue.run(person(key), async ({ waitedForSubject }) => {
      started.push(name);
      await passed;
      return waitedForSubject;
    });
    return { outcome, leave: open };
  };
  return { queue, started, arrive };
}
