import type { Argon2Cost, MachineLimits } from '#libs/hashing';
import {
  BESIDES_HASHES_MIB,
  DEFAULT_COST,
  DEFAULT_MEMORY_BUDGET_MIB,
  machineLimits,
  workersWithin,
} from '#libs/hashing';

import type { Finding } from './finding.js';
import { fine, reasonOf, risky, wrong } from './finding.js';

interface Given {
  readonly hashCost?: Argon2Cost | undefined;
  readonly hashMemoryMib?: number | undefined;
  readonly hashWorkers?: number | undefined;
}

const RAISE = 'LATCHKEY_HASH_MEMORY_MIB';

/** Whether what hashing may take is there: cores and memory, by the quotas of a container, too. */
export function machineFindings(
  { hashCost = DEFAULT_COST, hashMemoryMib = DEFAULT_MEMORY_BUDGET_MIB, hashWorkers }: Given,
  limits: MachineLimits = machineLimits(),
): readonly Finding[] {
  const wished = hashWorkers ?? limits.cores;
  let workers: number;
  try {
    workers = workersWithin(hashCost, { memoryBudgetMiB: hashMemoryMib, workers: wished });
  } catch (error) {
    const remedy = `raise ${RAISE}, or choose a smaller m for LATCHKEY_HASH_COST`;
    return [wrong('memory', `${reasonOf(error)}: ${remedy}`)];
  }
  const used = Math.ceil((workers * hashCost.memoryKiB) / 1024);
  return [
    coresFinding({ wished, workers, needed: (wished * hashCost.memoryKiB) / 1024 }, limits),
    memoryFinding({ used, budget: hashMemoryMib }, limits),
  ];
}

function coresFinding(
  { wished, workers, needed }: { wished: number; workers: number; needed: number },
  { cores }: MachineLimits,
): Finding {
  if (wished > cores) {
    return risky(
      'cores',
      `${wished} threads are to hash on ${cores} cores: each hash takes longer, and none is made ` +
        'sooner; leave LATCHKEY_HASH_WORKERS out, or give the process more cores',
    );
  }
  if (workers < wished) {
    return risky(
      'cores',
      `${workers} of ${wished} threads fit the memory for hashing: set ${RAISE} to ` +
        `${Math.ceil(needed)} or more to use them all`,
    );
  }
  return fine('cores', `${workers} threads hash on ${cores} cores`);
}

function memoryFinding(
  { used, budget }: { used: number; budget: number },
  { memoryMiB }: MachineLimits,
): Finding {
  const has = `the process may use ${memoryMiB} MiB`;
  const least = (mib: number): number => mib + BESIDES_HASHES_MIB;
  if (least(used) > memoryMiB) {
    return wrong(
      'memory',
      `hashes at full load take ${used} MiB and everything else ${BESIDES_HASHES_MIB}, but ${has}: ` +
        `give it ${least(used)} MiB, or set fewer LATCHKEY_HASH_WORKERS`,
    );
  }
  if (least(budget) > memoryMiB) {
    return risky(
      'memory',
      `imported hashes may fill the ${budget} MiB of ${RAISE} and everything else takes ` +
        `${BESIDES_HASHES_MIB}, but ${has}: give it ${least(budget)} MiB, or set ${RAISE} to ` +
        `${Math.max(used, memoryMiB - BESIDES_HASHES_MIB)}`,
    );
  }
  return fine('memory', `hashes take ${used} of ${budget} MiB at full load; ${has}`);
}
