import { setTimeout as delay } from 'node:timers/promises';

import type { Written } from '#libs/credentials';
import { Unavailable } from '#libs/platform';

/** Longer than a failover's first refused connections, shorter than a person's patience. */
const SEARCH_MS = 3_000;
const PAUSE_MS = 100;

/**
 * Finds out what became of a write whose answer was lost: asks on fresh connections, for at most
 * 3 s, and then honestly does not know.
 */
export async function settled(ask: () => Promise<Written>): Promise<Written> {
  const enough = new AbortController();
  const late = delay(SEARCH_MS, undefined, { signal: enough.signal }).then(
    () => 'late' as const,
    () => 'late' as const,
  );
  try {
    for (;;) {
      const answer = await Promise.race([answered(ask), late]);
      if (answer === 'late') return { kind: 'unknown' };
      if (answer !== 'no answer') return answer;
      if ((await Promise.race([delay(PAUSE_MS), late])) === 'late') return { kind: 'unknown' };
    }
  } finally {
    enough.abort();
  }
}

async function answered(ask: () => Promise<Written>): Promise<Written | 'no answer'> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Unavailable) return 'no answer';
    throw error;
  }
}
