import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { commandOf } from '../folder/processes.js';

/**
 * A killed process leaves its server running. Answers whether one still serves this very cluster;
 * a file that names a process of somebody else (the number was given away again) is removed,
 * because it would keep the server from starting.
 */
export async function orphaned(cluster: string): Promise<boolean> {
  const file = join(cluster, 'postmaster.pid');
  const content = await readFile(file, 'utf8').catch(() => undefined);
  if (content === undefined) return false;
  const command = commandOf(Number.parseInt(content, 10));
  if (command?.includes('postgres') && command.includes(cluster)) return true;
  await rm(file, { force: true });
  return false;
}
