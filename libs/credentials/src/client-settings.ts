import type { Caller, Origin, Outcome } from '#libs/identity';
import { admitAdmin, admitAdminWrite, done, refused } from '#libs/identity';

import type { PolicySettingsRefusal } from './policy-settings.js';
import type { KnownOrigins } from './ports/known-origins.js';
import type { Clients, RegisteredClients } from './ports/registered-clients.js';

export interface SavedClients {
  readonly version: number;
  readonly clients: Clients;
}

export interface SaveClientsCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  readonly clients: Clients;
  /** The version that the admin saw; undefined when the request names none. */
  readonly expectedVersion: number | undefined;
}

type Refusable<Value> = Promise<Outcome<Value, PolicySettingsRefusal>>;

/** Which clients speak for a tenant, for the tenant's admins. */
export class ClientSettings {
  constructor(
    private readonly registered: RegisteredClients,
    private readonly origins: KnownOrigins,
  ) {}

  async read(caller: Caller): Refusable<SavedClients> {
    const arrived = admitAdmin(caller, await this.registered.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { version, clients } = arrived.value;
    return done({ version, clients });
  }

  async save(command: SaveClientsCommand): Refusable<SavedClients> {
    const { caller, origin, clients: after, expectedVersion } = command;
    const arrived = admitAdmin(caller, await this.registered.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { subject, version, clients: before } = arrived.value;

    const barred = admitAdminWrite(caller, arrived.value);
    if (barred) return refused(barred);
    if (expectedVersion === undefined) return refused({ code: 'precondition_required' });
    if (expectedVersion !== version) return refused({ code: 'precondition_failed' });

    const write = { tenant: caller.tenant, by: subject, origin, before, after };
    const saved = await this.registered.save(write, version);
    if (!saved) return refused({ code: 'precondition_failed' });
    this.origins.forget();
    return done({ version: saved.version, clients: after });
  }
}
