import type { TenantId } from '#libs/identity';
import { hostName, isTenantId } from '#libs/identity';
import { connect, TypeormTenantHosts, TypeormTenants } from '#libs/persistence';
import { readPwctlConfiguration } from '#libs/platform';

import type { Command } from '../command.js';

export const HOST_USAGE = `pwctl host put <tenant> <host>
           remove <tenant> <host>
           list <tenant>

Which tenant a request belongs to that has no token and names none: the one whose host it came to.
Works on the database of LATCHKEY_MIGRATION_URL; services follow within five seconds.
`;

type Print = (line: string) => void;

interface HostCommand {
  readonly act: 'put' | 'remove' | 'list';
  readonly tenant: TenantId;
  readonly host: string;
}

export const hostCommand: Command = {
  usage: HOST_USAGE,
  run(line, { print }) {
    const command = hostCommandOf(line);
    if (!command) return undefined;
    return runHost(readPwctlConfiguration().migrationUrl.reveal(), command, print).then(() => 0);
  },
};

/** Undefined: these arguments are no command of ours. @throws Error that says which one is wrong */
export function hostCommandOf([act, tenant, host, ...more]: readonly string[]):
  HostCommand | undefined {
  if (act !== 'put' && act !== 'remove' && act !== 'list') return undefined;
  if (tenant === undefined || more.length > 0) return undefined;
  if ((host === undefined) !== (act === 'list')) return undefined;
  if (!isTenantId(tenant)) throw new Error(`${tenant} cannot name a tenant`);
  const name = host === undefined ? '' : hostName(host);
  if (name === undefined) throw new Error(`${String(host)} is not the name of a host`);
  return { act, tenant, host: name };
}

/** Says what was done. @throws Error where it could not be, and why */
export async function runHost(url: string, command: HostCommand, print: Print): Promise<void> {
  const { act, tenant, host } = command;
  const database = await connect({ url, applicationName: 'pwctl', poolSize: 1 });
  try {
    if (!(await new TypeormTenants(database).named(tenant))) {
      throw new Error(`there is no tenant ${tenant}`);
    }
    const hosts = new TypeormTenantHosts(database);
    if (act === 'list') return (await hosts.ofTenant(tenant)).forEach(print);
    if (act === 'put' && !(await hosts.put(tenant, host))) {
      throw new Error(`${host} belongs to another tenant: remove it there first`);
    }
    if (act === 'remove' && !(await hosts.remove(tenant, host))) {
      throw new Error(`${host} is not a host of ${tenant}`);
    }
    print(act === 'put' ? `${host} stands for ${tenant}` : `${host} stands for nobody`);
  } finally {
    await database.close();
  }
}
