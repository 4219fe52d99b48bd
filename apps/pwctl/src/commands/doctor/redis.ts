import type { Secret } from '#libs/identity';
import { LONGEST_WAIT_MS, reachRedis } from '#libs/request-limits';

import type { Finding } from './finding.js';
import { fine, reasonOf, risky, wrong } from './finding.js';

/** Whether replicas would count requests together. */
export async function redisFindings(url: Secret | undefined): Promise<readonly Finding[]> {
  if (!url) return [fine('redis', 'is not used: requests are counted in PostgreSQL')];
  try {
    const ms = Math.ceil(await reachRedis(url));
    if (ms <= LONGEST_WAIT_MS) return [fine('redis', `answers in ${ms} ms`)];
    return [
      risky(
        'redis',
        `took ${ms} ms to answer, and no request waits for it longer than ${LONGEST_WAIT_MS} ms: each ` +
          'process would count by itself, at a third of the limits; bring it nearer, or leave REDIS_URL out',
      ),
    ];
  } catch (error) {
    return [
      wrong(
        'redis',
        `does not answer (${reasonOf(error)}), so that each process counts by itself, at a third of ` +
          'the limits: start it, correct REDIS_URL, or leave it out to count in PostgreSQL',
      ),
    ];
  }
}
