import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

const LOWEST = 19;

/**
 * Lets every other thread go first, so that reads stay fast while hashing saturates the machine.
 * Linux alone knows priorities per thread; elsewhere the threads stay as they are.
 */
export function yieldToEverybody(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').pop());
    if (thread > 0) setPriority(thread, LOWEST);
  } catch {
    // No /proc or no permission: hashing then competes like any other thread.
  }
}
