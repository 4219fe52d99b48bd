import { runTenant, tenantActOf } from '../../apps/pwctl/src/commands/tenant.js';

/** What `pwctl tenant` prints, on the database of that owner. */
export async function tenantLines(url: string, line: readonly string[]): Promise<string[]> {
  const act = tenantActOf(line);
  if (!act) throw new Error('misused');
  const lines: string[] = [];
  await runTenant(url, act, (text) => lines.push(text));
  return lines;
}
