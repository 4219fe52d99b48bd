import type { Argon2Cost } from '../cost.js';
import { SALT_BYTES } from '../phc.js';
import type { HashRunner } from '../runners/hash-runner.js';

export interface Measuring {
  readonly workers: number;
  readonly seconds: number;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
}

/** Hashes per second while every worker has one to do. The first one of each does not count. */
export async function measureRate(
  runner: HashRunner,
  cost: Argon2Cost,
  { workers, seconds, now }: Measuring,
): Promise<number> {
  const one = () => runner.hash(new Uint8Array(20), new Uint8Array(SALT_BYTES), cost);
  const everybody = (work: () => Promise<unknown>) =>
    Promise.all(Array.from({ length: workers }, work));
  await everybody(one);
  const begun = now();
  let hashes = 0;
  await everybody(async () => {
    do {
      await one();
      hashes += 1;
    } while (now() - begun < seconds * 1_000);
  });
  return (hashes * 1_000) / (now() - begun);
}
