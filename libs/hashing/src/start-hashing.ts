import { randomBytes } from 'node:crypto';

import { Argon2PasswordHashing } from './argon2-password-hashing.js';
import { DEFAULT_COST } from './cost.js';
import type { Argon2Cost } from './cost.js';
import { MixedDecoys } from './decoys.js';
import type { Decoys, DecoyShares } from './decoys.js';
import { Envelopes } from './envelope/envelopes.js';
import type { KeyRing } from './envelope/key-ring.js';
import { PURPOSES } from './envelope/purposes.js';
import { machineLimits } from './machine-limits.js';
import { makeDecoyHash, PasswordHasher } from './password-hasher.js';
import { PasswordMemory } from './password-memory.js';
import { AdmissionQueue } from './queue/admission-queue.js';
import { queueLimits } from './queue/queue-limits.js';
import type { QueueLimits } from './queue/queue-limits.js';
import type { RandomBytes } from './random-bytes.js';
import { BudgetedRunner } from './runners/budgeted-runner.js';
import { CountedRunner } from './runners/counted-runner.js';
import type { HashRunner, HashWorkerLost } from './runners/hash-runner.js';
import { WorkerPool } from './workers/worker-pool.js';

/** 512 MiB: 26 hashes at the default cost, more cores than most machines have. */
export const DEFAULT_MEMORY_BUDGET_MIB = 512;

export interface HashingOptions {
  readonly ring: KeyRing;
  readonly cost?: Argon2Cost;
  /** What all hashes together may fill, in MiB. */
  readonly memoryBudgetMiB?: number;
  /** Threads; by default as many as the process may use cores, as far as the memory budget allows. */
  readonly workers?: number;
  /** The longest that a request waits for its turn. */
  readonly deadlineMs?: number;
  readonly onWorkerLost?: (reason: HashWorkerLost) => void;
  /** What people of a tenant have besides our own format; without it nobody has anything else. */
  readonly otherFormats?: DecoyShares;
}

/** Hashing as a service runs it. @throws HashWorkerLost if the threads cannot start. */
export async function startHashing(options: HashingOptions): Promise<Argon2PasswordHashing> {
  const { ring, cost = DEFAULT_COST, onWorkerLost } = options;
  const workers = workersWithin(cost, options);
  const pool = await WorkerPool.start({ workers, ...(onWorkerLost ? { onWorkerLost } : {}) });
  const { deadlineMs, otherFormats, memoryBudgetMiB = DEFAULT_MEMORY_BUDGET_MIB } = options;
  const limits = queueLimits(workers, cost, deadlineMs);
  const parts = { ring, cost, limits, memoryBudgetMiB };
  return hashingOver(pool, { ...parts, ...(otherFormats && { otherFormats }) });
}

export interface HashingParts {
  readonly ring: KeyRing;
  readonly cost: Argon2Cost;
  readonly limits: QueueLimits;
  readonly memoryBudgetMiB?: number;
  readonly randomBytes?: RandomBytes;
  readonly otherFormats?: DecoyShares;
}

/** The same over any runner. The decoy is made before counting begins. */
export async function hashingOver(
  runner: HashRunner,
  parts: HashingParts,
): Promise<Argon2PasswordHashing> {
  const { ring, cost, limits, randomBytes: random = randomBytes, otherFormats } = parts;
  const { memoryBudgetMiB = DEFAULT_MEMORY_BUDGET_MIB } = parts;
  const counted = new CountedRunner(new BudgetedRunner(runner, memoryBudgetMiB * 1024));
  const own = await makeDecoyHash(runner, cost, random);
  const hasherOf = (purpose: string, decoys: Decoys): PasswordHasher =>
    new PasswordHasher(counted, cost, new Envelopes(ring, purpose, random), random, decoys);
  const work = {
    hasher: hasherOf(PURPOSES.password, new MixedDecoys(ring, own, otherFormats)),
    codes: hasherOf(PURPOSES.resetCode, new MixedDecoys(ring, own)),
  };
  const history = new Envelopes(ring, PURPOSES.history, random);
  const memory = new PasswordMemory(counted, cost, history, random);
  return new Argon2PasswordHashing(new AdmissionQueue(limits), { ...work, memory }, counted);
}

/** As many threads as are asked for and fit. @throws RangeError if not even one hash fits. */
export function workersWithin(
  cost: Argon2Cost,
  { memoryBudgetMiB = DEFAULT_MEMORY_BUDGET_MIB, workers = machineLimits().cores },
): number {
  const fitting = Math.floor((memoryBudgetMiB * 1024) / cost.memoryKiB);
  if (fitting < 1) {
    throw new RangeError(
      `one hash takes ${cost.memoryKiB} KiB, more than the budget of ${memoryBudgetMiB} MiB`,
    );
  }
  return Math.max(1, Math.min(workers, fitting));
}
