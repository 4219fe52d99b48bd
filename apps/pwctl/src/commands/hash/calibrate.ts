import type { Calibration, CalibrationWish, MachineLimits, Measure } from '#libs/hashing';
import { BESIDES_HASHES_MIB, calibrate, measureRate, WorkerPool } from '#libs/hashing';

import type { Terminal } from '../breach/terminal.js';
import { rehashBudget, rolloutPlan } from './rollout-plan.js';

export interface CalibrateCommand extends CalibrationWish {
  readonly limits: MachineLimits;
  /** Whose hashes are to be made anew. */
  readonly people: number;
  /** Of every measurement. */
  readonly seconds: number;
}

/** An answer, not a failure; but a script should notice. */
const TOO_SLOW = 3;

/** Measures, and says what a hash should cost here. */
export async function calibrateCommand(
  command: CalibrateCommand,
  terminal: Terminal,
  measure: Measure = measuringHere(command.seconds),
): Promise<number> {
  const { limits, memoryMiB, cores, targetRate } = command;
  if (memoryMiB + BESIDES_HASHES_MIB > limits.memoryMiB) {
    throw new Error(
      `${memoryMiB} MiB for hashes and ${BESIDES_HASHES_MIB} for everything else are more than the ` +
        `${limits.memoryMiB} MiB that this process may use: choose a smaller --memory`,
    );
  }
  if (cores > limits.cores) {
    terminal.print(`note: this process may use ${limits.cores} cores, not ${cores}`);
  }
  terminal.tell(`measuring for ${targetRate} hashes a second on ${cores} cores …`);
  const found = await calibrate(command, measure);
  for (const line of proposal(command, found)) terminal.print(line);
  return found.reached ? 0 : TOO_SLOW;
}

function proposal(command: CalibrateCommand, found: Calibration): readonly string[] {
  const { cost, workers, rate, reached, floor } = found;
  const phc = `m=${cost.memoryKiB},t=${cost.passes},p=${cost.lanes}`;
  const least = `m=${floor.cost.memoryKiB},t=${floor.cost.passes},p=${floor.cost.lanes}`;
  const memory = Math.ceil((cost.memoryKiB * workers) / 1024);
  const slow =
    `too slow: at ${least}, below which nothing is proposed, this machine makes ` +
    `${floor.rate.toFixed(1)} hashes a second; ${command.targetRate} take ` +
    `${Math.ceil(command.targetRate / floor.rate)} such machines`;
  return [
    ...(reached ? [] : [slow]),
    `LATCHKEY_HASH_COST=${phc}`,
    `LATCHKEY_HASH_MEMORY_MIB=${memory}`,
    `LATCHKEY_HASH_WORKERS=${workers}`,
    `LATCHKEY_REHASHES_PER_SECOND=${rehashBudget(rate)}`,
    `expected: ${rate.toFixed(1)} hashes a second (${(rate / 2).toFixed(1)} changes), ` +
      `${((workers * 1_000) / rate).toFixed(0)} ms each, ${memory} MiB while all hash; ` +
      `at the floor ${floor.rate.toFixed(1)}`,
    ...rolloutPlan({ rate, people: command.people }),
  ];
}

/** In the very threads that the service hashes in. */
const measuringHere =
  (seconds: number): Measure =>
  async (cost, workers) => {
    const pool = await WorkerPool.start({ workers });
    try {
      return await measureRate(pool, cost, { workers, seconds, now: () => performance.now() });
    } finally {
      await pool.close();
    }
  };
