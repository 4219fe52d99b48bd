import type { Caller, Origin, Outcome } from '#libs/identity';
import { admitAdmin, admitAdminWrite, done, refused } from '#libs/identity';

import type { MultifactorChange, MultifactorSettings } from './multifactor-settings.js';
import { applied, contradiction } from './multifactor-settings.js';
import type { TenantSettings } from './ports/tenant-settings.js';
import type { VerificationRefusal } from './refusal.js';

export interface VersionedSettings {
  readonly version: number;
  readonly settings: MultifactorSettings;
}

export interface UpdateMultifactorCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  readonly change: MultifactorChange;
  /** The version that the admin saw; undefined when the request names none. */
  readonly expectedVersion: number | undefined;
}

type Refusable<Value> = Promise<Outcome<Value, VerificationRefusal>>;

/** The multifactor settings of a tenant, for its admins. */
export class TenantMultifactor {
  constructor(private readonly tenantSettings: TenantSettings) {}

  async read(caller: Caller): Refusable<VersionedSettings> {
    const arrived = admitAdmin(caller, await this.tenantSettings.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { version, settings } = arrived.value;
    return done({ version, settings });
  }

  async update(command: UpdateMultifactorCommand): Refusable<VersionedSettings> {
    const { caller, origin, change, expectedVersion } = command;
    const arrived = admitAdmin(caller, await this.tenantSettings.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { subject, version, settings: before } = arrived.value;

    const barred = admitAdminWrite(caller, arrived.value);
    if (barred) return refused(barred);
    if (expectedVersion === undefined) return refused({ code: 'precondition_required' });
    if (expectedVersion !== version) return refused({ code: 'precondition_failed' });

    const after = applied(before, change);
    const objection = contradiction(after);
    if (objection) return refused(objection);

    const write = { tenant: caller.tenant, by: subject, origin, before, after };
    const written = await this.tenantSettings.replace(write, version);
    if (!written) return refused({ code: 'precondition_failed' });
    return done({ version: written.version, settings: after });
  }
}
