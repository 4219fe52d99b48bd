import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Tells a process from a later one with the same number: the kernel's start time on Linux, the
 * shown one elsewhere. Undefined: there is no such process.
 */
export function birthOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return shown(pid, 'lstart=');
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name may hold spaces and brackets; field 22 counts from after the last one.
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${started}`;
  } catch {
    return undefined;
  }
}

/** The command line of a process, or undefined if there is none with that number. */
export function commandOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return shown(pid, 'command=');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return undefined;
  }
}

function shown(pid: number, column: string): string | undefined {
  const { status, stdout } = spawnSync('ps', ['-o', column, '-p', String(pid)], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}
