import type { Caller, Origin, Outcome } from '#libs/identity';
import { admitAdmin, admitAdminWrite, refused } from '#libs/identity';

import type { PolicySettingsRefusal } from './policy-settings.js';
import type { RangeServerAddress } from './ports/breach-corpus.js';
import type { BreachRecords } from './ports/breach-records.js';
import type { BreachStatus, TellBreachStatus } from './tell-breach-status.js';

export interface NameRangeServerCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  /** Undefined: the operator's, if there is one. */
  readonly rangeServer: RangeServerAddress | undefined;
  /** The version that the admin saw; undefined when the request names none. */
  readonly expectedVersion: number | undefined;
}

/** Lets a tenant's admins say which range server is asked about the tenant's new passwords. */
export class NameRangeServer {
  constructor(
    private readonly records: BreachRecords,
    private readonly tellBreachStatus: TellBreachStatus,
  ) {}

  async name(
    command: NameRangeServerCommand,
  ): Promise<Outcome<BreachStatus, PolicySettingsRefusal>> {
    const { caller, origin, rangeServer: after, expectedVersion } = command;
    const arrived = admitAdmin(caller, await this.records.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { subject, version, rangeServer: before } = arrived.value;

    const barred = admitAdminWrite(caller, arrived.value);
    if (barred) return refused(barred);
    if (expectedVersion === undefined) return refused({ code: 'precondition_required' });
    if (expectedVersion !== version) return refused({ code: 'precondition_failed' });

    const write = { tenant: caller.tenant, by: subject, origin, before, after };
    const saved = await this.records.nameRangeServer(write, version);
    return saved ? this.tellBreachStatus.tell(caller) : refused({ code: 'precondition_failed' });
  }
}
