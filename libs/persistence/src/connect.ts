import { setTimeout as delay } from 'node:timers/promises';

import type { SourceOptions } from './data-source.js';
import { dataSourceOf } from './data-source.js';
import { Database } from './database.js';
import { codeOf, isPassing } from './failures.js';

export interface ConnectOptions extends Omit<SourceOptions, 'migrations' | 'migrationTable'> {
  /** Told in words for an operator, each time the database cannot be reached yet. */
  readonly onWaiting?: (message: string) => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

/** Soon enough for a database that starts beside us, rarely enough for one that is away for hours. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/**
 * Opens the pool of one process. A database that is down is waited for; one that refuses us is an
 * error at once, because no waiting mends a wrong URL.
 */
export async function connect(options: ConnectOptions): Promise<Database> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    const source = dataSourceOf(options);
    try {
      await source.initialize();
      return new Database(source, { namedStatements: !(options.pooled ?? false) });
    } catch (error) {
      if (!isPassing(error)) throw refusedBy(error);
      options.onWaiting?.(`waiting for the database (${codeOf(error) || 'no answer'})`);
    }
    await delay(wait, undefined, options.signal ? { signal: options.signal } : {});
  }
}

const HINTS: Readonly<Record<string, string>> = {
  '28P01': 'the password is wrong or the role is missing: check DATABASE_URL, run `pwctl migrate`',
  '28000': 'this role may not log in: check DATABASE_URL, run `pwctl migrate`',
  '3D000': 'there is no such database: create it, then run `pwctl migrate`',
};

/** Never the URL: it holds the password. */
function refusedBy(error: unknown): Error {
  const code = codeOf(error);
  return new Error(`The database refuses the connection: ${HINTS[code] ?? (code || 'unknown')}.`);
}
