import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';

/** What this process may use, which in a container is less than the machine has. */
export interface MachineLimits {
  readonly cores: number;
  readonly memoryMiB: number;
}

type ReadFile = (path: string) => string | undefined;

const CGROUP = '/sys/fs/cgroup';
const MIB = 1024 * 1024;

/** Linux control groups, version 2 and then 1; elsewhere what the machine has. */
export function machineLimits(
  read: ReadFile = readIfThere,
  machine: MachineLimits = { cores: availableParallelism(), memoryMiB: totalmem() / MIB },
): MachineLimits {
  return {
    cores: Math.max(1, Math.min(machine.cores, Math.floor(coresOf(read) ?? Infinity))),
    memoryMiB: Math.floor(Math.min(machine.memoryMiB, (bytesOf(read) ?? Infinity) / MIB)),
  };
}

function coresOf(read: ReadFile): number | undefined {
  const [quota, period] = (read(`${CGROUP}/cpu.max`) ?? '').trim().split(' ').map(Number);
  if (quota && period) return quota / period;
  const old = (name: string) => Number(read(`${CGROUP}/cpu/cpu.cfs_${name}_us`) ?? NaN);
  const [oldQuota, oldPeriod] = [old('quota'), old('period')];
  return oldQuota > 0 && oldPeriod > 0 ? oldQuota / oldPeriod : undefined;
}

/** "max", or a number beyond any machine, is no limit. */
function bytesOf(read: ReadFile): number | undefined {
  const text =
    read(`${CGROUP}/memory.max`) ?? read(`${CGROUP}/memory/memory.limit_in_bytes`) ?? 'max';
  const bytes = Number(text);
  return Number.isFinite(bytes) && bytes > 0 ? bytes : undefined;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
