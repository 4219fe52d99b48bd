import { connect } from '#libs/persistence';
import { changeIds, readPwctlConfiguration } from '#libs/platform';

import type { Command } from '../command.js';
import type { Act } from './tenant/act.js';
import { adminActOf } from './tenant/admins.js';
import { clientActOf } from './tenant/clients.js';
import { createActOf, updateActOf } from './tenant/register.js';
import { listActOf, showActOf } from './tenant/show.js';

export const TENANT_USAGE = `pwctl tenant list [--json]
             show <tenant> [--json]
             create <tenant> --name <name> [--brand <brand>] [--region <region>]
                    [--preset <preset>] [--methods <methods>]
                    [--second-factor optional|required] [--host <host>]…
             update <tenant> [--name …] [--brand …] [--region …] [--methods …] [--second-factor …]
             admin grant|revoke <tenant> <subject>
             admin list <tenant> [--json]
             client grant <issuer> <client> --scopes <scopes> --tenants <tenants>|--all-tenants
             client revoke <issuer> <client>
             client list [<tenant>] [--json]

Registers tenants, says who may change their settings, and lets programs in to the internal interface.
What is so already stays, and is no mistake. A tenant is never deleted.

  --brand     what mfa-v1 calls it, where that is not its id; empty takes it away
  --region    where numbers without + belong, like DE; empty takes it away
  --preset    what its policy starts from: nist-800-63b-4 (default), pci-dss-4, legacy; later its
              admins change the policy
  --methods   all that are switched on, like PASSWORD,EMAIL,TOTP, which is the default
  --scopes    all that the program may do, like password:verify,sessions:read, in each of its tenants;
              what it had before and is not named is withdrawn

Works on the database of LATCHKEY_MIGRATION_URL; the journal keeps that it was pwctl. Hosts later:
pwctl host.
`;

type Print = (line: string) => void;

export const tenantCommand: Command = {
  usage: TENANT_USAGE,
  run(line, { print }) {
    const act = tenantActOf(line);
    if (!act) return undefined;
    return runTenant(readPwctlConfiguration().migrationUrl.reveal(), act, print).then(() => 0);
  },
};

const ACTS: Readonly<Record<string, (line: readonly string[]) => Act | undefined>> = {
  list: listActOf,
  show: showActOf,
  create: createActOf,
  update: updateActOf,
  admin: adminActOf,
  client: clientActOf,
};

/** Undefined: these arguments are no command of ours. @throws Error that says which one is wrong */
export const tenantActOf = ([name = '', ...line]: readonly string[]): Act | undefined =>
  Object.hasOwn(ACTS, name) ? ACTS[name]?.(line) : undefined;

/** Says what was found or done. @throws Error where it could not be, and why */
export async function runTenant(url: string, act: Act, print: Print): Promise<void> {
  const database = await connect({ url, applicationName: 'pwctl', poolSize: 1 });
  try {
    await act({ database, print, cause: { requestId: changeIds.next(), client: 'pwctl' } });
  } finally {
    await database.close();
  }
}
