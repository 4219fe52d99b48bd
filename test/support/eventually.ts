import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until the assertion holds; after 15 s its own failure is the test's. */
export async function eventually(assertion: () => unknown): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    try {
      await assertion();
      return;
    } catch {
      await pause(50);
    }
  }
  await assertion();
}
