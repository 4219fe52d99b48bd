import type { TenantId } from '#libs/identity';
import { isTenantId } from '#libs/identity';
import type { OutboxEntry } from '#libs/persistence';
import { connect, TypeormOutbox, TypeormTenants } from '#libs/persistence';
import { readPwctlConfiguration } from '#libs/platform';

import type { Command } from '../command.js';

export const OUTBOX_USAGE = `pwctl outbox list <tenant>
             replay <tenant> [<delivery>]

Notices that wait for their mail server or gateway, and those that were given up. replay makes what was
given up due again, one delivery or all, once the cause is mended. Addresses are not shown.
Works on the database of LATCHKEY_MIGRATION_URL.
`;

type Print = (line: string) => void;

interface OutboxCommand {
  readonly act: 'list' | 'replay';
  readonly tenant: TenantId;
  readonly delivery?: string;
}

/** More than anybody reads; the count tells of the rest. */
const MOST_LINES = 200;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export const outboxCommand: Command = {
  usage: OUTBOX_USAGE,
  run(line, { print }) {
    const command = outboxCommandOf(line);
    if (!command) return undefined;
    return runOutbox(readPwctlConfiguration().migrationUrl.reveal(), command, print).then(() => 0);
  },
};

/** Undefined: these arguments are no command of ours. @throws Error that says which one is wrong */
export function outboxCommandOf([act, tenant, delivery, ...more]: readonly string[]):
  OutboxCommand | undefined {
  if ((act !== 'list' && act !== 'replay') || tenant === undefined) return undefined;
  if (more.length > 0 || (act === 'list' && delivery !== undefined)) return undefined;
  if (!isTenantId(tenant)) throw new Error(`${tenant} cannot name a tenant`);
  if (delivery === undefined) return { act, tenant };
  if (!UUID.test(delivery)) throw new Error(`${delivery} is not the id of a delivery`);
  return { act, tenant, delivery };
}

/** Says what was found or done. @throws Error where it could not be, and why */
export async function runOutbox(url: string, command: OutboxCommand, print: Print): Promise<void> {
  const { act, tenant, delivery } = command;
  const database = await connect({ url, applicationName: 'pwctl', poolSize: 1 });
  try {
    if (!(await new TypeormTenants(database).named(tenant))) {
      throw new Error(`there is no tenant ${tenant}`);
    }
    const outbox = new TypeormOutbox(database);
    if (act === 'list') return await list(outbox, tenant, print);
    const replayed = await outbox.replay(tenant, delivery);
    if (delivery !== undefined && replayed === 0) {
      throw new Error(`${tenant} has given up no delivery ${delivery}: see pwctl outbox list`);
    }
    print(
      replayed === 1 ? '1 delivery is due again' : `${String(replayed)} deliveries are due again`,
    );
  } finally {
    await database.close();
  }
}

async function list(outbox: TypeormOutbox, tenant: TenantId, print: Print): Promise<void> {
  const { entries, count } = await outbox.list(tenant, MOST_LINES);
  if (count === 0) return print('nothing waits and nothing was given up');
  for (const entry of entries) print(lineOf(entry));
  if (count > entries.length) print(`and ${String(count - entries.length)} more`);
}

const STATES = { due: 'waits', leased: 'is sent', dead: 'given up' } as const;

function lineOf({ id, event, channel, state, attempts, dueAt, lastError }: OutboxEntry): string {
  const tries = attempts === 1 ? '1 try' : `${String(attempts)} tries`;
  const next = state === 'due' ? `, next ${dueAt.toISOString()}` : '';
  const why = lastError === null ? '' : `, ${lastError}`;
  return `${id}  ${event}  ${channel}  ${STATES[state]} after ${tries}${next}${why}`;
}
