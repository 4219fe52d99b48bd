import { UnlockPassword } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';
import { isSubjectId, isTenantId } from '#libs/identity';
import { connect, TypeormPasswordRemovals } from '#libs/persistence';
import { changeIds, readPwctlConfiguration } from '#libs/platform';

import type { Command } from '../command.js';

export const UNLOCK_USAGE = `pwctl unlock <tenant> <subject>

Lets a person try again whose failures have closed the way to their password. Make sure who they are
first. Works on the database of LATCHKEY_MIGRATION_URL; the journal keeps that it was pwctl.
`;

interface UnlockCommand {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
}

export const unlockCommand: Command = {
  usage: UNLOCK_USAGE,
  run(line, { print }) {
    const command = unlockCommandOf(line);
    if (!command) return undefined;
    return runUnlock(readPwctlConfiguration().migrationUrl.reveal(), command, print).then(() => 0);
  },
};

/** Undefined: these arguments are no command of ours. @throws Error that says which one is wrong */
export function unlockCommandOf([tenant, subject, ...more]: readonly string[]):
  UnlockCommand | undefined {
  if (tenant === undefined || subject === undefined || more.length > 0) return undefined;
  if (!isTenantId(tenant)) throw new Error(`${tenant} cannot name a tenant`);
  if (!isSubjectId(subject)) throw new Error(`${subject} cannot name a subject`);
  return { tenant, subject };
}

/** Says what was done. @throws Error where there is nobody. */
export async function runUnlock(
  url: string,
  { tenant, subject }: UnlockCommand,
  print: (line: string) => void,
): Promise<void> {
  const database = await connect({ url, applicationName: 'pwctl', poolSize: 1 });
  try {
    const outcome = await new UnlockPassword(new TypeormPasswordRemovals(database)).unlock({
      ...{ tenant, subject, reason: 'requested_by_admin', client: 'pwctl' },
      origin: { requestId: changeIds.next() },
    });
    if (outcome.kind === 'refused') throw new Error(`${tenant} has no subject ${subject}`);
    print(outcome.value ? `${subject} may try again` : `nothing of ${subject} was locked`);
  } finally {
    await database.close();
  }
}
