import type { PasswordHashing } from '#libs/credentials';
import { changeId, Password } from '#libs/identity';
import type { TenantId } from '#libs/identity';

import type { Terminal } from '../breach/terminal.js';
import type { Batch, ReadLine } from './batches.js';

export interface Sampled {
  readable: number;
  bad: number;
  /** Lines whose password was given and is right. */
  verified: number;
  wrong: number;
}

interface DryRun {
  readonly tenant: TenantId;
  readonly hashing: PasswordHashing;
  readonly terminal: Terminal;
  /** Whose password is asked for at the prompt. */
  readonly prompted?: string | undefined;
}

/** Reads everything, writes nothing, and tries every password that it is given. */
export async function tried(batches: AsyncIterable<Batch>, run: DryRun): Promise<Sampled> {
  const sampled: Sampled = { readable: 0, bad: 0, verified: 0, wrong: 0 };
  for await (const { lines, rejected } of batches) {
    sampled.readable += lines.length;
    sampled.bad += rejected.length;
    for (const { number, reason } of rejected) run.terminal.print(`line ${number}: ${reason}`);
    for (const line of lines) await sample(line, run, sampled);
  }
  return sampled;
}

async function sample(line: ReadLine, run: DryRun, sampled: Sampled): Promise<void> {
  const { number, record } = line;
  const text =
    record.subject === run.prompted
      ? await run.terminal.readSecret(`password of ${record.subject}: `)
      : record.sample;
  if (text === undefined) return;
  if (await verifies(line, new Password(text), run)) sampled.verified += 1;
  else {
    sampled.wrong += 1;
    run.terminal.print(`line ${number}: the password is not the one of the hash`);
  }
}

async function verifies(
  { record: { subject }, hash }: ReadLine,
  password: Password,
  { tenant, hashing }: DryRun,
): Promise<boolean> {
  const binding = { tenant, subject, changeId: changeId('dry-run') };
  const verdict = await hashing.admitted(binding, async (turn) => {
    const { envelope } = await turn.sealForeign(hash, binding);
    return turn.matches(password, envelope, binding);
  });
  return verdict === true;
}
