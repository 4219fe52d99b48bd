import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Tells a process from a later one with the same number: the kernel's start time on Linux, the
 * shown one elsewhere. Undefined: there is no such process, or it only waits for its parent to
 * look (a container's first process often never does).
 */
export function birthOf(pid: number): string | undefined {
  if (process.platform !== 'linux') {
    return shown(pid, 'state=')?.startsWith('Z') ? undefined : shown(pid, 'lstart=');
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name may hold spaces and brackets; fields 3 and 22 count from after the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, started] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X') return undefined;
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
