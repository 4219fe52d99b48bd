import type { Argon2Cost, Argon2Parameters } from '../cost.js';
import { argon2Cost, CEILING, FLOOR } from '../cost.js';

export interface CalibrationWish {
  /** Hashes per second that the machine has to make. */
  readonly targetRate: number;
  /** What all hashes together may fill. */
  readonly memoryMiB: number;
  readonly cores: number;
}

export interface Measured {
  readonly cost: Argon2Cost;
  readonly workers: number;
  /** Hashes per second. */
  readonly rate: number;
}

export interface Calibration extends Measured {
  /** Otherwise this is the floor, and the machine is too slow for the wish. */
  readonly reached: boolean;
  /** What the weakest admissible parameters have shown. */
  readonly floor: Measured;
}

export type Measure = (cost: Argon2Cost, workers: number) => Promise<number>;

/** Time is not quite proportional to memory times passes; each round comes closer. */
const MOST_ROUNDS = 5;
const STEP_BACK = 0.97;
const MIB = 1024;

/**
 * The most work that still makes the wished rate in the given memory, never below OWASP's floor:
 * first memory, which costs who guesses on special hardware most (RFC 9106 §4), then passes.
 * @throws RangeError if not even one hash at the floor fits the memory.
 */
export async function calibrate(wish: CalibrationWish, measure: Measure): Promise<Calibration> {
  const measured = async (cost: Argon2Cost): Promise<Measured> => {
    const workers = workersOf(cost, wish);
    return { cost, workers, rate: await measure(cost, workers) };
  };
  const floor = await measured(cheapestFitting(wish));
  if (floor.rate < wish.targetRate) return { ...floor, floor, reached: false };

  let allowed = (workOf(floor.cost) * floor.rate) / wish.targetRate;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const cost = strongest(allowed, floor.cost, wish);
    if (workOf(cost) <= workOf(floor.cost)) break;
    const tried = await measured(cost);
    if (tried.rate >= wish.targetRate) return { ...tried, floor, reached: true };
    allowed = Math.min(workOf(cost) * (tried.rate / wish.targetRate), workOf(cost) * STEP_BACK);
  }
  return { ...floor, floor, reached: true };
}

const workOf = ({ memoryKiB, passes }: Argon2Parameters): number => memoryKiB * passes;

const workersOf = ({ memoryKiB }: Argon2Parameters, { cores, memoryMiB }: CalibrationWish) =>
  Math.min(cores, Math.floor((memoryMiB * MIB) / memoryKiB));

/** Of the pairs of the floor the one that lets most cores work, and of these the most memory. */
function cheapestFitting(wish: CalibrationWish): Argon2Cost {
  const pairs = FLOOR.filter(([, passes]) => passes > 1).map(([memoryKiB, passes]) =>
    argon2Cost({ memoryKiB, passes, lanes: 1 }),
  );
  const most = Math.max(...pairs.map((cost) => workersOf(cost, wish)));
  const fitting = most > 0 && pairs.find((cost) => workersOf(cost, wish) === most);
  if (fitting) return fitting;
  throw new RangeError(`${wish.memoryMiB} MiB hold no hash of OWASP's floor: 7 MiB are the least`);
}

function strongest(allowed: number, floor: Argon2Cost, wish: CalibrationWish): Argon2Cost {
  const workers = workersOf(floor, wish);
  const room = (wish.memoryMiB * MIB) / workers;
  const wished = Math.min(room, allowed / floor.passes, CEILING.memoryKiB);
  const memoryKiB = Math.max(floor.memoryKiB, Math.floor(wished / MIB) * MIB);
  const passes = Math.floor(allowed / memoryKiB);
  const within = Math.min(Math.max(passes, floor.passes), CEILING.passes);
  return argon2Cost({ memoryKiB, passes: within, lanes: 1 });
}
