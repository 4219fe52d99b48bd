import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';

/** What this process may use, which in a container is less than the machine has. */
export interface MachineLimits {
  readonly cores: number;
  readonly memoryMiB: number;
}

/** What a process takes beside its hashes: 150 to 200 MiB under load, and room for one more copy. */
export const BESIDES_HASHES_MIB = 256;

type ReadFile = (path: string) => string | undefined;

const MOUNTED = '/sys/fs/cgroup';
const MIB = 1024 * 1024;

/**
 * The one door to how much of the machine is ours: Linux control groups, version 2 and then 1, the
 * process's own and every one around it; elsewhere what the machine has. Node's own answer looks at the
 * quota only from libuv 1.49 on, which Node 20 does not have. A part of a core is none, but for the
 * first: a hash that is throttled in its middle is late, and so is everybody behind it.
 */
export function machineLimits(
  read: ReadFile = readIfThere,
  machine: MachineLimits = { cores: availableParallelism(), memoryMiB: totalmem() / MIB },
): MachineLimits {
  const cores = least(groups('cpu', read), (group) => coresOf(group, read));
  const bytes = least(groups('memory', read), (group) => bytesOf(group, read));
  return {
    cores: Math.max(1, Math.floor(Math.min(machine.cores, cores))),
    memoryMiB: Math.floor(Math.min(machine.memoryMiB, bytes / MIB)),
  };
}

/** Folders in which a limit may stand. A container sees its own group at the root. */
function groups(controller: string, read: ReadFile): readonly string[] {
  const memberships = (read('/proc/self/cgroup') ?? '').split('\n').flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) return [];
    if (controllers === '') return aroundOf(MOUNTED, path);
    const is = controllers.split(',').includes(controller);
    return is ? aroundOf(`${MOUNTED}/${controller}`, path) : [];
  });
  return [MOUNTED, `${MOUNTED}/${controller}`, ...memberships];
}

/** `/a/b`, `/a` */
function aroundOf(root: string, path: string): readonly string[] {
  const names = path.split('/').filter((name) => name !== '');
  return names.map((_, at) => [root, ...names.slice(0, names.length - at)].join('/'));
}

function least(folders: readonly string[], limit: (folder: string) => number | undefined): number {
  return Math.min(...folders.map((folder) => limit(folder) ?? Infinity));
}

function coresOf(group: string, read: ReadFile): number | undefined {
  const [quota, period] = (read(`${group}/cpu.max`) ?? '').trim().split(' ').map(Number);
  if (quota && period) return quota / period;
  const old = (name: string) => Number(read(`${group}/cpu.cfs_${name}_us`) ?? NaN);
  const [oldQuota, oldPeriod] = [old('quota'), old('period')];
  return oldQuota > 0 && oldPeriod > 0 ? oldQuota / oldPeriod : undefined;
}

/** "max", or a number beyond any machine, is no limit. */
function bytesOf(group: string, read: ReadFile): number | undefined {
  const text = read(`${group}/memory.max`) ?? read(`${group}/memory.limit_in_bytes`) ?? 'max';
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
